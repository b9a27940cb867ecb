"""What Hypothesis draws for tests of dates: EDTF of levels 0 to 2, and what is nearly that."""

from __future__ import annotations

from hypothesis import strategies as st

DOUBT = st.sampled_from(["", "", "", "?", "~", "%"])
YEARS = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(1, 9999).map("-{:04}".format),
    st.sampled_from(["0000", "-0001", "9999", "1432", "20XX", "201X", "XXXX", "1XXX", "-01XX"]),
    st.sampled_from(["Y12345", "Y-12345", "Y170002", "Y17E7", "Y-17E7", "1950S2", "Y171010000S3"]),
)
MONTHS = st.one_of(st.integers(1, 12), st.integers(21, 41)).map("{:02}".format)
PARTS = st.one_of(MONTHS, st.just("XX"))
DAYS = st.one_of(st.integers(1, 31).map("{:02}".format), st.sampled_from(["XX", "1X", "2X"]))


@st.composite
def moments(draw: st.DrawFn) -> str:
    """A year, a month, a season or a day, with signs of doubt before or behind its parts."""
    parts = [draw(YEARS)]
    if draw(st.booleans()):
        parts.append(draw(PARTS))
        if draw(st.booleans()):
            parts.append(draw(DAYS))
    before = draw(st.booleans())
    signed = [sign + part if before else part + sign for part in parts for sign in [draw(DOUBT)]]
    return "-".join(signed)


ENDS = st.one_of(moments(), st.sampled_from(["", "..", "open", "unknown"]))
INTERVALS = st.tuples(ENDS, ENDS).map("/".join)
ELEMENTS = st.one_of(
    moments(), st.tuples(moments(), moments()).map("..".join), moments().map("..{}".format)
)
SETS = st.tuples(st.sampled_from(["[]", "{}"]), st.lists(ELEMENTS, min_size=1, max_size=3)).map(
    lambda drawn: f"{drawn[0][0]}{','.join(drawn[1])}{drawn[0][1]}"
)
TIMES = st.tuples(moments(), st.sampled_from(["T09:30:00", "T24:00:00Z", "T10:10:10+05:00"])).map(
    "".join
)
DATES = st.one_of(moments(), INTERVALS, SETS, TIMES)
"""Texts of which most are dates."""

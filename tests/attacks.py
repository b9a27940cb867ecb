"""What an enemy would write, and a corpus that has it in every field that takes words.

Each string is written as it is: into front matter, records and Markdown, as the whole of a field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

ATTACKS = (
    # elements
    *("<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>"),
    *("</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>"),
    *(
        "</script><script>alert(1)</script>",
        "<!--><script>alert(1)</script>",
        "--><b>x</b><!-- -->",
    ),
    *("<img src=x onerror=alert(1)>", "<img/src='x'/onerror='alert(1)'>", "<image href=x>"),
    *("<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg/onload=alert`1`>"),
    *("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",),
    *("<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>"),
    *(
        "<object data=data:text/html,x>",
        "<embed src=//evil.example>",
        "<base href=//evil.example/>",
    ),
    *(
        "<meta http-equiv=refresh content='0;url=//evil.example'>",
        "<link rel=stylesheet href=//e.x>",
    ),
    *("<style>*{background:url(//evil.example)}</style>", "<form action=//evil.example><button>"),
    *(
        "<details open ontoggle=alert(1)>",
        "<input autofocus onfocus=alert(1)>",
        "<x/onclick=alert(1)>",
    ),
    *(
        "<template><script>alert(1)</script></template>",
        "<noscript><p title='</noscript><img src>'>",
    ),
    *(
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php system('id') ?>",
        "<%= 7*7 %>",
        "<a\x0chref=x>",
    ),
    # attributes
    *('" onmouseover=alert(1) x="', "' onmouseover=alert(1) x='", '"><script>alert(1)</script>'),
    *("'><img src=x onerror=alert(1)>", "` onmouseover=alert(1) `", 'x" style="background:red'),
    *('en" onclick="alert(1)', "&quot; onclick=alert(1) &quot;", "&#34;&#62;&#60;script&#62;"),
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;b&amp;gt;", '\\" onclick=alert(1)'),
    # addresses
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\tscript:alert(1)",
    ),
    *(
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT&colon;alert(1))",
        "[x](java&#10;script:alert(1))",
    ),
    *(
        "[x](<java\tscript:alert(1)>)",
        "[x](&#x6A;avascript:alert(1))",
        "[x](\\javascript:alert(1))",
    ),
    *("<javascript:alert(1)>", "[x][y]\n\n[y]: javascript:alert(1)", "[x](vbscript:msgbox(1))"),
    *("[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](data:image/svg+xml,<svg onload=alert(1)>)"),
    *(
        "[x](file:///etc/passwd)",
        "[x](blob:x)",
        "[x](view-source:x)",
        "[x](jar:x!/)",
        "[x](//[::1]x)",
    ),
    *(
        '[x](https://e.x/"onmouseover=alert(1))',
        "[x](x 'a\" onclick=\"alert(1)')",
        "[x](x%0aalert(1))",
    ),
    *(
        "![x](https://evil.example/pixel.png)",
        "![x](javascript:alert(1))",
        '![" onload=alert(1)](x)',
    ),
    *("![x](data:image/svg+xml;base64,PHN2Zz4=)", "[![x](//evil.example/a)](javascript:alert(1))"),
    # templates and formats
    *("{{ 7913*7 }}", "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}"),
    *(
        "${7913*7}",
        "#{7913*7}",
        "{{ site.__class__ }}",
        "{# x #}",
        "{subject.__class__}",
        "%(x)s %s {0}",
    ),
    # YAML, paths, other tongues
    *("!!python/object/apply:os.system ['id']", "&a [*a, *a]", "<<: *x", "--- !x\n...\n---"),
    *(
        "../../../../etc/passwd",
        "..\\..\\..\\windows\\win.ini",
        "/etc/passwd",
        "C:\\x",
        "\\\\evil\\x",
    ),
    *("[x](../../../../../etc/passwd)", "%2e%2e%2f%2e%2e%2fetc", "~/.ssh/id_rsa", "con", "a\x00b"),
    # Unicode
    *(
        "\u202ealert(1)\u202c",
        "\ufeff<script>",
        "＜script＞alert(1)＜/script＞",
        "\u2028alert(1)\u2029",
    ),
    *(
        "ʼ onclick=alert(1)",
        "𝒥avascript:alert(1)",
        "jav\u00adascript:alert(1)",
        "\U000e0001\U000e0041",
    ),
    *("\x1b]0;x\x07\x1b[31m", "Z" + "\u0300" * 300, "🏴\U000e0067\U000e007f", "a\u200db\u200cc"),
    # scripts that are not ours, strings that are
    *(
        "');alert(1);('",
        "\\');alert(1);//",
        "\\u003cscript\\u003e",
        "]]>",
        "*/alert(1)/*",
        "</style>",
    ),
    *(
        "|a|<b>|\n|-|-|\n|<script>|x|",
        '```" onclick=alert(1)\nx\n```',
        "[^1]: <script>alert(1)</script>",
    ),
    *('# " onclick=alert(1) <script>', "::error::x", "##[add-mask]x", "=cmd|' /C calc'!A0"),
)

KEPT = "Begin {} End"


def corpus() -> Iterator[tuple[str, str]]:
    """Paths and texts of a corpus without an error, one text and a set of records an attack."""
    everything = " ".join(ATTACKS)
    yield (
        "corpus.yaml",
        _yaml(
            {
                "title": everything,
                "description": everything,
                "language": 'en" onclick="alert(1)',
                "base_url": "https://example.org/a b/",
                "repository": "https://github.com/ann/letters",
                "branch": 'a"><script>alert(1)</script> /../b',
                "licences": {"texts": everything, "annotations": everything},
                "contributors": [
                    {"id": f"by-{n}", "name": attack, "url": "https://example.org/?\"'<x>"}
                    for n, attack in enumerate(ATTACKS)
                ],
            }
        ),
    )
    for number, attack in enumerate(ATTACKS):
        yield f"content/text-{number}.md", text(attack)
        yield f"annotations/record-{number}.yaml", records(number, attack)


def text(attack: str) -> str:
    """A text with an attack in its front matter and everywhere in its Markdown."""
    work = {
        "title": attack,
        "author": [{"family": attack, "given": attack}, attack],
        "container-title": attack,
        "publisher": attack,
        "volume": attack,
        "issue": attack,
        "note": attack,
        "URL": "https://example.org/?\"'<x>",
    }
    matter = {**work, "language": attack, "rights": attack, "kind": "digest", "digest_of": work}
    line = quoted(attack)
    parts = [
        *("Anchorword in a plain paragraph.", f"~~~~~~~~~~\n{line}\n~~~~~~~~~~"),
        *(f"Words {attack} words.", f"# {attack}", f"- {attack}", f"> {attack}", f"`` {attack} ``"),
        *(f"[{attack}](x.html)", f"[x]({attack})", f"[x](<{attack}>)", f"[x](x '{attack}')"),
        *(f"![{attack}](x.png)", f"![x]({attack})", f"![x](<{attack}>)", f"<{attack}>"),
        *(f"| a |\n|---|\n| {attack} |", f"~~~ {attack}\nx\n~~~", f"x[^1]\n\n[^1]: {attack}"),
        *(f"Term\n: {attack}", f"    {attack}", f"*{attack}* **{attack}** ~~{attack}~~", attack),
    ]
    return f"---\n{_yaml(matter)}---\n\n" + "\n\n".join(parts) + "\n"


def quoted(attack: str) -> str:
    """The attack on a line of code, as an annotation quotes it."""
    return KEPT.format(" ".join(attack.replace("\x00", "").split()))


def records(number: int, attack: str) -> str:
    """A record of each kind with an attack in each field that takes words."""
    entity, words = f"entity-{number}", {"exact": quoted(attack)}
    by = {"creator": f"by-{number}"}
    claim = {
        **words,
        "claim": attack,
        "subject": entity,
        "attributed_to": [entity],
        "locator": attack,
        "note": attack,
        **by,
    }
    return _yaml(
        {
            "source": f"text-{number}",
            "entities": [
                {
                    "id": entity,
                    "type": "person",
                    "name": f"{attack} {number}",
                    "aliases": [f"x {attack}", {"text": f"y {attack}", "lang": attack}],
                    "description": attack,
                    "note": attack,
                    "same_as": {attack: attack, "wikidata": attack},
                }
            ],
            "predicates": [
                {"id": f"said-{number}", "label": attack, "question": attack, "value": "text"},
                {"id": f"size-{number}", "label": "x", "question": "x", "value": "number"},
            ],
            "notes": [
                {"exact": "Anchorword", "note": attack, **by},
                {**words, "prefix": "", "note": f"{attack}\n\n- {attack}\n\n[x]({attack})"},
            ],
            "mentions": [{"exact": "plain paragraph", "entity": entity}],
            "claims": [
                {"id": "one", **claim, "predicate": f"said-{number}", "value": attack},
                {
                    "id": "two",
                    **claim,
                    "predicate": f"size-{number}",
                    "value": {"min": 1, "unit": attack},
                },
            ],
            "silences": [
                {"subject": entity, "predicate": f"said-{number}", "note": attack},
            ],
            "contradictions": [
                {
                    "id": f"question-{number}",
                    "question": attack,
                    "status": "open",
                    "positions": [
                        {"answer": attack, "claims": [f"text-{number}/one"]},
                        {"answer": f"{attack}{attack}", "claims": [f"text-{number}/two"]},
                    ],
                    "explanation": attack,
                    "settled_by": attack,
                    "readings": [{**by, "explanation": attack}],
                }
            ],
        }
    )


def _yaml(value: object) -> str:
    """A value as JSON, which is YAML, with what cannot be seen as an escape of YAML."""
    made = json.dumps(value, indent=1, ensure_ascii=False)
    seen = (c if c.isprintable() or c == "\n" else f"\\U{ord(c):08x}" for c in made)
    return "".join(seen) + "\n"


HOSTILE = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}{% x %}"
    "</title></article><!-- ]]> & javascript:alert(3) \\u003c"
)
PLAIN = "some words that do no harm"
DATA = ("application/ld+json", "application/json")
RUN = "script" + "".join(f':not([type="{kind}"])' for kind in DATA)
"""What a browser would run: all scripts but data."""


def strange(words: str) -> dict[str, str | bytes]:
    """A corpus that says the same words wherever words may stand."""
    w = "'" + words.replace("'", "''") + "'"
    again = f"{w[:-1]} again'"
    return {
        "corpus.yaml": (
            f"title: {w}\ndescription: {w}\nlanguage: {w}\nbranch: {w}\n"
            f"licences: {{texts: {w}, annotations: {w}}}\ncontributors: [{{id: ann, name: {w}}}]\n"
        ),
        "content/a.md": (
            f"---\ntitle: {w}\nauthor: [{w}, {{literal: {w}}}]\ncontainer-title: {w}\n"
            f"publisher: {w}\nvolume: {w}\nissue: {w}\nnote: {w}\nrights: {w}\nlanguage: {w}\n"
            f"kind: digest\ndigest_of: {{title: {w}, author: {w}, publisher: {w}, note: {w}}}\n"
            f"---\n\n# {words}\n\n{words} *and* again.\n\n- {words}\n\n"
            f"| {words} |\n|---|\n| x |\n\n`{words}` then[^1]\n\n[^1]: {words}\n\n"
            f"## {words}\n\n### Third\n"
        ),
        "content/b.md": f"{words}\n",
        "annotations/a.yaml": f"""
source: a
entities:
  - id: e
    type: person
    name: {w}
    aliases: [again, {{text: {w}, lang: {w}}}]
    description: {w}
    same_as: {{{w}: {w}, wikidata: {w}}}
    note: {w}
predicates:
  - {{id: p, label: {w}, question: {w}, value: text}}
  - {{id: n, label: {w}, question: {w}, value: number}}
notes:
  - {{exact: and, note: {w}, creator: ann, created: 2026-11-22}}
claims:
  - id: one
    exact: again
    claim: {w}
    subject: e
    predicate: p
    value: {w}
    attributed_to: [e]
    locator: {w}
    note: {w}
    creator: ann
  - {{id: two, exact: then, claim: {w}, subject: e, predicate: n, value: {{min: 1, unit: {w}}}}}
silences: [{{source: b, subject: e, predicate: p}}]
contradictions:
  - id: c
    question: {w}
    status: open
    positions: [{{answer: {w}, claims: [a/one]}}, {{answer: {again}, claims: [a/two, b/three]}}]
    explanation: {w}
    settled_by: {w}
    readings: [{{creator: ann, explanation: {w}}}]
""",
        "annotations/b.yaml": f"source: b\nclaims: [{{id: three, exact: {w}, claim: {w}}}]\n",
    }

// What Snowball's stemmers stand on. Behind it the build writes those of the corpus's languages, as
// generator/sicetnon/writing/search/stems.py translates them; a word is cut from either end at a cursor.
class Stemmer {
  stem(word) {
    Object.assign(this, { current: word, cursor: 0, limit: word.length, limit_backward: 0, bra: 0, ket: word.length });
    this._stem();
    return this.current;
  }
  step(met, by) {
    if (met) this.cursor += by;
    return met;
  }
  go(step, wall) {
    while (this[step](wall));
    return this.cursor !== (step.endsWith("b") ? this.limit_backward : this.limit);
  }
  in_grouping(letters) { return this.step(this.cursor < this.limit && letters.includes(this.current[this.cursor]), 1); }
  out_grouping(letters) { return this.step(this.cursor < this.limit && !letters.includes(this.current[this.cursor]), 1); }
  in_grouping_b(letters) { return this.step(this.cursor > this.limit_backward && letters.includes(this.current[this.cursor - 1]), -1); }
  out_grouping_b(letters) { return this.step(this.cursor > this.limit_backward && !letters.includes(this.current[this.cursor - 1]), -1); }
  go_in_grouping(letters) { return this.go("in_grouping", letters); }
  go_out_grouping(letters) { return this.go("out_grouping", letters); }
  go_in_grouping_b(letters) { return this.go("in_grouping_b", letters); }
  go_out_grouping_b(letters) { return this.go("out_grouping_b", letters); }
  eq_s(part) { return this.step(this.current.slice(this.cursor, this.limit).startsWith(part), part.length); }
  eq_s_b(part) { return this.step(this.current.slice(this.limit_backward, this.cursor).endsWith(part), -part.length); }
  // The longest string of a table that stands at the cursor and whose condition, if it has one, holds.
  among(table, at, meets) {
    const from = this.cursor;
    for (const [part, result, condition] of table.sorted ??= [...table].sort((a, b) => b[0].length - a[0].length)) {
      const to = from + (at < 0 ? -part.length : part.length);
      this.cursor = from;
      if (!this[meets](part) || (condition && !this[condition]())) continue;
      this.cursor = to;
      return result;
    }
    this.cursor = from;
    return 0;
  }
  find_among(table) { return this.among(table, 1, "eq_s"); }
  find_among_b(table) { return this.among(table, -1, "eq_s_b"); }
  replace_s(from, to, part) {
    const by = part.length - (to - from);
    this.current = this.current.slice(0, from) + part + this.current.slice(to);
    this.limit += by;
    if (this.cursor >= to) this.cursor += by;
    else if (this.cursor > from) this.cursor = from;
    return by;
  }
  slice_from(part) {
    this.replace_s(this.bra, this.ket, part);
    this.ket = this.bra + part.length;
  }
  slice_del() { this.slice_from(""); }
  slice_to() { return this.current.slice(this.bra, this.ket); }
  insert(from, to, part) {
    const by = this.replace_s(from, to, part);
    if (from <= this.bra) this.bra += by;
    if (from <= this.ket) this.ket += by;
  }
}

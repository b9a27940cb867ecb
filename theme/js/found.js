// The words that a search has found, marked at the place that its hit leads to.
const sought = asked.getAll("found").filter(Boolean), here = document.getElementById(targetOf(location));
if (sought.length && CSS.highlights) {
  const found = new Highlight(), within = here?.closest(".row") ?? here ?? one("main");
  const nodes = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const { currentNode: node } = nodes;
    for (const words of sought)
      for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        found.add(range);
      }
  }
  CSS.highlights.set("found", found);
}

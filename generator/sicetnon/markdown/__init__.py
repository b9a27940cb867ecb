"""Markdown, for whoever needs it: the one door to markdown-it.

parser      a configured parser: Markdown to tokens, tokens to HTML
text        tokens to the visible words of a source, in blocks and rows
positions   a place in those words to a line and column of the file
commentary  what editors write in notes and explanations, to HTML
"""

"""Markdown: the one door to markdown-it.

parser      Markdown to tokens, tokens to HTML
rules       what is read otherwise than by CommonMark
elements    HTML among the words of a text
html_blocks HTML around its paragraphs
wrappers    the tags of these, and which belong together
text        tokens to the visible words of a source, in blocks and rows
positions   an offset in those words to a line and column of the file
audit       the words of a file that are not on its page
commentary  the Markdown of editors, in notes and explanations, to HTML
"""

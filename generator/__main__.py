"""`python -m generator` is the command `sicetnon`."""

from generator.faces.cli import main

main()

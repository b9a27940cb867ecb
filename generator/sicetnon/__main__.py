"""`python -m sicetnon` is the command `sicetnon`."""

from sicetnon.faces.cli import main

main()

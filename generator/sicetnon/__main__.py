"""`python -m sicetnon` is the command `sicetnon`."""

from sicetnon.cli.main import main

main()

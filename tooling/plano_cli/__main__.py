"""`python -m plano_cli`."""

from plano_cli.main import main

main()

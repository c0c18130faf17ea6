"""Training and experiments on labelled text, run by hand with ``python -m``."""

"""The commands, one module each: a module with `add_to(app)` is on the command line, and nothing else names it.

What a command needs is imported inside it: `journeybot --help` answers at once.
"""

"""Where workshops are kept: rows, transactions and files on disk."""

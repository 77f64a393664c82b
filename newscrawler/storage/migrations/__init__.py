"""How an older database becomes today's: one file in `versions` for each change of the schema.

A new file is written by hand: the next number as `revision`, the last one as `down_revision`.
"""

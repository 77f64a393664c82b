"""The ways to write an address of this machine."""

SPELLINGS = """
    127.0.0.1 127.0.0.1. 127.1 127.0.1 2130706433 0x7f.1 0x7f000001 0X7F.0.0.1 0177.1 0177.0.0.01
    017700000001 127.255.255.254 0.0.0.0 0 [::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1]
    [::ffff:7f00:1] [::127.0.0.1] [::1%25lo] localhost LOCALHOST localhost. 127。0。0。1
    １２７.0.0.1 orang@127.0.0.1 www.tribunnews.com:80@127.0.0.1
""".split()

"""What both binary formats share: packed numbers and error codes.

Source: MS-XLS 2.5.122 (RkNumber), 2.5.10 (Bes); MS-XLSB has the same.
"""

from __future__ import annotations

import struct

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


def rk_number(packed: int) -> float:
    """The number in 32 bits: a whole number or the upper half of a double, each maybe a hundredfold."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return number / 100 if packed & 1 else number

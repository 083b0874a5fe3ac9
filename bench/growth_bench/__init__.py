# SPDX-License-Identifier: MIT
"""The growth bench: how time and memory grow with the input, and where that leads."""

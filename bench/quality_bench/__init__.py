# SPDX-License-Identifier: MIT
"""The quality bench: text with planted reuse, and the measures of what is found in it."""

# SPDX-License-Identifier: MIT
"""The index bench: building, size, answers, growth by one part in a hundred, readers beside a writer."""

"""The one door that keeps secrets in: whatever leaves goes through it, whatever field it is for.

`learning` finds the secrets of a command, by what the names of its options say and without knowing the tool; `mask`
takes those, and the ones that a tool's grammar knows, out of texts.
"""

from codesignrisk_core.masking.learning import EVERYTHING, MAX_SECRET, handed_over, of_text, of_words
from codesignrisk_core.masking.mask import MASK, Mask, address

__all__ = ["EVERYTHING", "MASK", "MAX_SECRET", "Mask", "address", "handed_over", "of_text", "of_words"]

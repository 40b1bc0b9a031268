"""What is said of models that cannot be used.

What exactly is wrong with one is a detail for whoever made it, and stays in English.
"""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

NO_MODEL: Final = Template("There is no model {name!r}; name a model folder or one of {names}.")
CANNOT_READ: Final = Template("{path} cannot be read ({reason}); check its permissions.")
DAMAGED: Final = Template("{fault}; fetch or train the model again.")
OTHER_FORMAT: Final = Template("{fault}; update the program or train the model again.")
OTHER_FEATURES: Final = Template("{fault}; train the model again or use the version it came with.")
CODE: Final = Template(
    "{fault}; a file of that kind can run code when opened and is never loaded, so train the "
    "model with `ser train`."
)

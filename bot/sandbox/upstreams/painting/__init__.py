"""Pictures out of words and other pictures, without a model: procedural, the same for the same order, quick."""

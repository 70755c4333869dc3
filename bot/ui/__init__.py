"""Everything a person sees on Discord: commands, words, buttons, and the adapter that delivers results."""

"""Event types, modes, codes, lexicon and word lists: data files and the code that loads and checks them."""

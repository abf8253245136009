"""How the shipped event model was made; needs the extra `train`."""

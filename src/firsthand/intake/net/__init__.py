"""The network: who may be asked, how, how often, and what is kept of the answer. Nothing else in Firsthand asks it."""

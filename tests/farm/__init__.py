"""A farm of made sites on loopback: wires, papers, a broadcaster, sites that republish, mirrors, and servers that misbehave.

Names and sentences are invented, and the same seed gives the same farm. `python -m tests.farm` starts it.
"""

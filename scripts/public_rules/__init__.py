"""Public rules on certificates and signing, beside the command: what they look for, as data (rules.toml).

Here belongs what other people's rules are about, restated as conditions on fields. No text of a rule is kept here:
names, ids and versions say where it stands. Not our own Sigma rules, which scripts/sigma_rules reads.
"""

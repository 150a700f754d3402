"""Reading records: whatever a sensor calls its fields, one set of canonical names comes out.

Here belong input and output names, sensors' tables, and the fields that only ``_raw`` holds. What the values mean for
trust does not: that begins in events.
"""

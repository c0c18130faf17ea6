"""Where powers collide: each detector takes what is in force and yields findings, typed, with both texts.

A finding is always a suspicion (疑似、需核查) with its rule, the traps to check and who may decide.
"""

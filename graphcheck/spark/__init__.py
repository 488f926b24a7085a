"""Judging on several machines: the same evidence and scorer, run by Apache Spark in buckets of names.

``tables.py`` writes what was read as Parquet; ``closing.py`` joins, in Spark, everything that judging a bucket's people
takes; ``bucket.py`` judges one bucket, on whatever machine; ``judging.py`` runs it all and gives verdicts.
"""

"""All parts, in the order in which they are run and told."""

from benchmarks import engines, from_disk, growth, polls, process, replicas, resources, words, workers, writes
from benchmarks.part import Part

PARTS = (
    Part("polls", "`/next-actions` of an account of 25 interviews, one worker", polls.run),
    Part("resources", "Lists and single resources, 16 connections, one worker", resources.run),
    Part("writes", "Writes on SQLite, 16 connections, one worker, each on the disk when it is answered", writes.run),
    Part("crud", "One resource's life, 16 connections, one worker", writes.crud),
    Part("workers", "Workers over one SQLite file, `/next-actions` decided, 16 connections", workers.run),
    Part(
        "replicas",
        "Replicas over one PostgreSQL, `/next-actions` of an account for each of 16 connections",
        replicas.run,
    ),
    Part("in-all", "`/next-actions` of an account of 25 interviews among others, 16 connections", growth.in_all),
    Part(
        "an-account", "The first page of `/next-actions` of accounts large and small, one connection", growth.an_account
    ),
    Part(
        "a-past", "The same after a write, of 25 interviews and of more and more that are over for good", growth.a_past
    ),
    Part("from-disk", "One account's rows, on the disk and in no memory, by how they lie there", from_disk.run),
    Part("engines", "The policy by itself, and general rule engines on a table of as many rules", engines.run),
    Part("words", "The check of a note of 250 words", words.run),
    Part("start-up", "From the command to the first answer of `/next-actions`", process.start_up),
    Part("memory", "The resident size of a worker, idle and after many requests", process.memory),
)

"""A subscriber in Python, the standard library alone: keeps the leads of the platform in a SQLite file, each once and in order.

python3 examples/subscribers/subscribe.py --nats nats://127.0.0.1:4222 --database leads.db
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sqlite3
import sys
from urllib.parse import urlparse

from jetstream import Connection, JetStreamError

STREAM = "LEAD"


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nats", default=os.environ.get("NATS_URL", "nats://127.0.0.1:4222"))
    parser.add_argument("--ca", help="certificate authority of a NATS server with TLS")
    parser.add_argument("--database", default="leads.db")
    parser.add_argument("--durable", default="example-leads-py")
    parser.add_argument("--tenant", default="*")
    parser.add_argument("--ack-wait", type=float, default=30, help="seconds until a message that was not acknowledged comes again")
    return parser.parse_args()


def open_database(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)")
    db.execute("CREATE TABLE IF NOT EXISTS history (n INTEGER PRIMARY KEY, position INTEGER, tenant TEXT, type TEXT, stream TEXT, data TEXT)")
    return db


def apply(db, message):
    """What the event brings about and the memory of it commit together: whatever dies, it counts once. False = it had been done."""
    db.execute("BEGIN IMMEDIATE")
    try:
        is_new = db.execute("INSERT INTO seen (id) VALUES (?) ON CONFLICT DO NOTHING", [message.attribute("id")]).rowcount == 1
        if is_new:
            values = [int(message.attribute("sequence"))] + [message.attribute(name) for name in ("tenantid", "type", "subject")]
            db.execute("INSERT INTO history (position, tenant, type, stream, data) VALUES (?, ?, ?, ?, ?)", values + [json.dumps(message.json())])
        db.execute("COMMIT")
        return is_new
    except BaseException:
        db.execute("ROLLBACK")
        raise


def login_of(url):
    """The login of `marketing bus login` that an address names, or None. It has a durable consumer of its name, and may make none."""
    user = urlparse(url).username or ""
    return user if re.search(r"-[0-9a-f]{12}$", user) and urlparse(url).password else None


def consumer(options):
    """The bus keeps the place of a durable consumer. The same call again changes nothing."""
    return {
        "stream_name": STREAM,
        "config": {
            "durable_name": options.durable,
            "filter_subject": f"marketing.lead.v1.*.*.{options.tenant}",
            "deliver_policy": "all",
            "ack_policy": "explicit",
            "ack_wait": int(options.ack_wait * 1e9),
            "max_ack_pending": 1,  # strict order, redeliveries too; without need of order, take hundreds at a time
            "max_deliver": -1,
        },
    }


async def follow(connection, db, options, stopping):
    login = login_of(options.nats)
    if login:
        connection.api_prefix, options.durable = f"$JS.{STREAM}.API", login
    else:
        await connection.api(f"CONSUMER.DURABLE.CREATE.{STREAM}.{options.durable}", consumer(options))
    while not stopping.is_set():
        message = await connection.next(STREAM, options.durable)
        if message is None:
            continue
        if not message.is_whole():
            raise ConnectionError("a message came broken")  # not acknowledged, it comes again, by the next connection
        try:
            is_new = apply(db, message)
        except Exception as problem:
            print("again in a second:", problem, file=sys.stderr)
            await message.nak(1)
            continue
        await message.ack()  # only now: an acknowledgement before the commit would lose the event with the process
        print("took" if is_new else "knew", message.attribute("sequence"), message.attribute("type"), flush=True)


async def main(options):
    # A cancellation alone may be lost: asyncio.wait_for swallows one that comes together with what it waits for.
    stopping, task = asyncio.Event(), asyncio.current_task()

    def stop():
        stopping.set()
        task.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop)
    db = open_database(options.database)
    while not stopping.is_set():
        connection = Connection()
        try:
            await connection.open(options.nats, options.durable, options.ca)
            await follow(connection, db, options, stopping)
        except (OSError, asyncio.TimeoutError, JetStreamError) as problem:
            # the bus is away, or its JetStream stream is not there yet
            print("the bus does not answer:", problem, file=sys.stderr)
            await asyncio.sleep(1)
        finally:
            await connection.close()


if __name__ == "__main__":
    try:
        asyncio.run(main(read_options()))
    except asyncio.CancelledError:
        pass

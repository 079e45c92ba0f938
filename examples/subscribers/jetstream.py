"""A NATS client of a page, for a durable pull consumer of JetStream: the standard library, Python 3.11 or newer.

https://docs.nats.io/reference/reference-protocols/nats-protocol and .../nats_api_reference for what goes over the wire.
"""

import asyncio
import json
import ssl
import uuid
import zlib
from urllib.parse import unquote, urlparse


class JetStreamError(Exception):
    pass


def digest(data):
    return format(zlib.crc32(data), "08x")


class Message:
    """A message of the consumer. `reply` is where its acknowledgement goes, `head` are its headers as they came."""

    def __init__(self, connection, subject, reply, headers, data, head):
        self.connection, self.subject, self.reply, self.headers, self.data, self.head = connection, subject, reply, headers, data, head

    def is_whole(self):
        """Whether it came as it was sent. Messages from before there were digests have none."""
        of_head, of_data = self.headers.get("ce-headcrc32"), self.headers.get("ce-datacrc32")
        if of_head is None:
            return of_data is None
        above = self.head[len(b"NATS/1.0\r\n") : self.head.rfind(b"ce-headcrc32:")]
        return of_head == digest(above) and of_data == digest(self.data)

    def attribute(self, name):
        """A CloudEvents attribute; percent-encoded in headers. "" = absent."""
        return unquote(self.headers.get("ce-" + name, ""))

    def json(self):
        return json.loads(self.data)

    async def ack(self):
        """Returns when the server has taken the acknowledgement."""
        await self.connection.request(self.reply, b"+ACK")

    async def nak(self, delay_seconds):
        """The message comes again, after a while."""
        body = "-NAK " + json.dumps({"delay": int(delay_seconds * 1e9)})
        await self.connection.publish(self.reply, body.encode())


class Connection:
    """One connection. When it breaks, everything that waits on it raises ConnectionError: connect anew."""

    writer = task = None
    api_prefix = "$JS.API"  # a login of the platform's asks for a JetStream stream at $JS.<STREAM>.API

    async def open(self, url, name, ca_file=None):
        where = urlparse(url)
        self.reader, self.writer = await asyncio.open_connection(where.hostname, where.port or 4222)
        info = json.loads((await self.reader.readline()).split(b" ", 1)[1])
        if where.scheme == "tls" or info.get("tls_required"):
            await self.writer.start_tls(ssl.create_default_context(cafile=ca_file), server_hostname=where.hostname)
        options = {"verbose": False, "pedantic": False, "headers": True, "no_responders": True, "lang": "python", "version": "1", "name": name}
        if where.password is not None:
            options.update(user=unquote(where.username or ""), **{"pass": unquote(where.password)})
        elif where.username:
            options["auth_token"] = unquote(where.username)
        self.inbox, self.last, self.waiting, self.closed = "_INBOX." + uuid.uuid4().hex, 0, {}, None
        self.writer.write(b"CONNECT " + json.dumps(options).encode() + b"\r\nPING\r\n")
        await self.writer.drain()
        self.task = asyncio.ensure_future(self._read())
        return self

    async def _read(self):
        error = ConnectionError("the connection to NATS is closed")
        try:
            while True:
                line = await self.reader.readline()
                if not line:
                    break
                parts = line.decode().split()
                verb = parts[0].upper() if parts else ""
                if verb == "PING":
                    self.writer.write(b"PONG\r\n")
                elif verb == "-ERR":
                    error = ConnectionError(line.decode().strip())
                elif verb in ("MSG", "HMSG"):
                    await self._take(verb, parts[1:])
        except (OSError, asyncio.IncompleteReadError) as problem:
            error = ConnectionError(str(problem))
        finally:
            self.closed = error
            for answer in self.waiting.values():
                if not answer.done():
                    answer.set_exception(error)
            self.writer.close()

    async def _take(self, verb, parts):
        """MSG subject sid [reply] bytes, HMSG subject sid [reply] header-bytes bytes"""
        sizes = 2 if verb == "HMSG" else 1
        header_size = int(parts[-2]) if verb == "HMSG" else 0
        body = (await self.reader.readexactly(int(parts[-1]) + 2))[:-2]
        lines = body[:header_size].decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        headers["status"] = lines[0][len("NATS/1.0"):].strip()
        reply = parts[2] if len(parts) == 3 + sizes else ""
        # by the subscription's number: JetStream delivers under the event's own subject, not under the one that was asked for
        answer = self.waiting.get(parts[1])
        if answer is not None and not answer.done():
            answer.set_result(Message(self, parts[0], reply, headers, body[header_size:], body[:header_size]))

    async def publish(self, subject, body, reply=""):
        if self.closed is not None:
            raise self.closed
        self.writer.write(f"PUB {subject} {reply} {len(body)}\r\n".encode() + body + b"\r\n")
        await self.writer.drain()

    async def request(self, subject, body, timeout=5.0):
        """The answer to one message. Raises TimeoutError, ConnectionError."""
        self.last += 1
        number = str(self.last)
        answer = self.waiting[number] = asyncio.get_running_loop().create_future()
        try:
            inbox = f"{self.inbox}.{number}"
            self.writer.write(f"SUB {inbox} {number}\r\n".encode())
            await self.publish(subject, body, inbox)
            return await asyncio.wait_for(answer, timeout)
        finally:
            del self.waiting[number]
            self.writer.write(f"UNSUB {number}\r\n".encode())

    async def api(self, subject, body):
        """A call of the JetStream API. Raises JetStreamError with what the server says."""
        answer = await self.request(f"{self.api_prefix}.{subject}", json.dumps(body).encode())
        if answer.headers["status"].startswith("503"):
            raise JetStreamError("JetStream does not answer")
        said = answer.json()
        if "error" in said:
            raise JetStreamError(said["error"].get("description", "error"))
        return said

    async def next(self, stream, durable, expires_seconds=5):
        """The next message of a durable pull consumer; None when there was none for that long."""
        body = json.dumps({"batch": 1, "expires": int(expires_seconds * 1e9)}).encode()
        message = await self.request(f"{self.api_prefix}.CONSUMER.MSG.NEXT.{stream}.{durable}", body, expires_seconds + 5)
        status = message.headers["status"]
        if status.startswith("408"):
            return None
        if status:
            raise JetStreamError(status)
        return message

    async def close(self):
        if self.writer is not None:
            self.writer.close()
        if self.task is not None:
            await asyncio.gather(self.task, return_exceptions=True)

/** The headers of a message on the bus, in their order, and what they say. */
export const headerMeanings: Readonly<Record<string, string>> = {
  "ce-specversion": "CloudEvents 1.0, binary mode.",
  "ce-id": "The event's id, for ever the same: remember it to do a thing once.",
  "ce-source": "`/marketing/<service>`.",
  "ce-type": "The message of the contract that the data is.",
  "ce-subject": "The stream of the event in the service's log, `user-<id>` for instance. Events of one stream are in order.",
  "ce-time": "When it was recorded, by the database's clock.",
  "ce-tenantid": "Whose event it is.",
  "ce-sequence": "Position in the service's log, 20 digits: grows with every event of the service, with holes.",
  "ce-streamversion": "Its number in its stream, from 1; in streams where order between writers means nothing, its position.",
  "ce-schemaversion": "Of the stored event; 1 unless its shape has changed since.",
  "ce-correlationid": "The same for everything one call brought about. Absent where unknown.",
  "ce-causationid": "The call or the event that brought it about. Absent where unknown.",
  traceparent: "W3C trace context of the append. Absent where nothing was traced.",
  "content-type": "`application/json`",
  "ce-datacrc32":
    "CRC-32 (IEEE 802.3, as in zlib) of the payload's bytes, 8 hexadecimal digits. Absent in messages from before there were digests.",
  "Nats-Msg-Id": "What JetStream tells duplicates by: the `ce-id`, with something added when the relay had to publish the event anew.",
  "Nats-Expected-Last-Sequence": "The relay's guard: nothing for a subscriber.",
  "Nats-Expected-Last-Msg-Id": "The relay's guard: nothing for a subscriber.",
  "ce-headcrc32":
    "The same of all header lines above it, each `name: value` and CRLF as it stands, without the line `NATS/1.0`. Absent where `ce-datacrc32` is.",
};

export const optionalHeaders: ReadonlySet<string> = new Set([
  "ce-correlationid",
  "ce-causationid",
  "traceparent",
  "ce-datacrc32",
  "Nats-Msg-Id",
  "Nats-Expected-Last-Sequence",
  "Nats-Expected-Last-Msg-Id",
  "ce-headcrc32",
]);

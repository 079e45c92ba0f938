const day = 86_400_000;
const mebibyte = 1_048_576;

/**
 * The mechanism's numbers: how much at a time, how long, how often. Milliseconds wherever a name ends in `Ms`. What operators may set
 * otherwise is in service/settings.ts, which docs/operations.md lists.
 */
export const defaults = {
  /** Appending to a service's log and reading from it. */
  log: {
    /** Requests that share one transaction at most. */
    unitsPerCommit: 128,
    commitConnections: 2,
    /** Events that `appendBulk` writes in one statement at most. */
    eventsPerBulk: 1_000,
    bulkConnections: 3,
    /** Streams that are read for deciding in one transaction at most. */
    streamsPerRead: 500,
    streamConnections: 2,
    /** What one read takes of the log at most, but always one event. Of JSON; JavaScript's objects take two or three times as much. */
    bytesPerRead: 8 * mebibyte,
    /** How long a process remembers a person's key: a destroyed one is gone everywhere after this. */
    personKeyMs: 5_000,
    /** Keys that a process remembers at most. */
    personKeys: 50_000,
    personKeyConnections: 2,
    /** How long a repeated request finds its first result, at the least; at the most one epoch longer. */
    receiptRetentionMs: 7 * day,
    /** Receipts are forgotten by the epoch. */
    receiptEpochMs: 3 * day,
  },

  /** Connections to PostgreSQL. */
  postgres: {
    /** Of a process, for ordinary reads and appends, and as many for the workers. */
    poolSize: 10,
    /** Of a process, for queries that look at much of what a tenant has. */
    analyticsPoolSize: 4,
    /** A statement made for a call ends after this, whatever the call's deadline. */
    statementTimeoutMs: 60_000,
    /** A session that holds a transaction open for so long without a word is ended: its process is frozen, or its machine gone, and others wait for its locks. */
    idleInTransactionMs: 30_000,
    /** How long a connection may take to open, and how long the workers wait for a free one. A call waits until its deadline. */
    connectMs: 5_000,
  },

  /** Who runs a subscription, the relay, a job or the indexer. */
  lease: {
    /** A holder that dies is replaced after this. It renews four times as often. */
    ttlMs: 5_000,
    /** Between two tries for a lease that another holds; up to twice as long, by chance. */
    retryMs: 500,
  },

  /** Folding a log into views. */
  subscription: {
    /** Events a batch, of views that say nothing else. */
    batchSize: 500,
    /** Events a batch at the least while a generation is built. */
    rebuildBatchSize: 1_000,
    /** Before each further try of a batch whose events a view throws at. */
    retryDelaysMs: [50, 250, 1_000],
    /** So many poison events in a row are a broken view: nothing more is parked. */
    parkedInARow: 20,
    /** A view that is behind and has not moved for so long stands still. */
    stalledMs: 30_000,
    /**
     * A step of building a generation or comparing two (reading or writing a batch, the comparison) that takes longer has failed, and so has
     * the whole when nothing gets further for so long.
     */
    rebuildStalledMs: 300_000,
    /** A process that builds says so often that it lives; one that did not for so long is gone, and another begins anew. */
    rebuildBeatMs: 10_000,
    rebuildGoneMs: 60_000,
    /** How long what an operator asked for waits for a process that takes it. */
    requestTakenMs: 15_000,
    /** One whose next event has waited for so long is catching up. */
    catchingUpMs: 2_000,
    /** Between two looks whether one that is held for a comparison, or paused by an operator, may go on. */
    heldMs: 50,
    pausedMs: 500,
    /** Waits after trouble that passes: the first, doubled each time, and the longest. */
    backoffMs: 50,
    longestBackoffMs: 5_000,
    /** Waits of a runner that finds nothing: the first, doubled each time, and the longest. A hint ends it at once. */
    idleMs: 5,
    longestIdleMs: 250,
    /** How often a Redis view that is idle looks whether Redis still holds what it wrote. */
    redisHeartbeatMs: 2_000,
    /** Newest events of the log that a process keeps decoded for all its views; twice as many for a moment. */
    tailEvents: 4_000,
    /** And no more bytes of them than this; as much again for a moment. */
    tailBytes: 16 * mebibyte,
    /** Events that one query of the log gives to whoever stands at the same place. */
    logPage: 2_000,
    /** How long one runner that found nothing in the log speaks for the others. */
    silentMs: 200,
    /** How long a query waits for a view to reach its `min_position`. */
    waitForPositionMs: 10_000,
    /** Queries of one tenant that wait for one view at a time. */
    waitersPerTenant: 200,
    /**
     * Events that a stream of answers reads at a time, and how many bytes of them; how many streams of one tenant read at once; how long a lost
     * hint delays it, how often a tenant's events are looked for at the most, and how often it says where it is.
     */
    followPage: 100,
    followBytes: mebibyte,
    followReads: 2,
    followPollMs: 500,
    followEveryMs: 10,
    followProgressMs: 1_000,
  },

  /** Publishing a log to the service's JetStream stream. */
  relay: {
    /** Messages in flight. Twice as many events are read at once, the next while these are sent. */
    window: 1_000,
    /** And no more bytes of them than this, but always one. */
    windowBytes: 16 * mebibyte,
    /** In flight without an answer for longer: the relay finds its place again. */
    ackTimeoutMs: 5_000,
    /** Longest wait for a hint. */
    pollMs: 500,
    /** How often an idle relay compares the bus with what it believes. */
    verifyEveryMs: 5_000,
    /** How often it looks how far the durable consumers are: what they acknowledge in between may come again when the server loses its data. */
    consumersEveryMs: 5_000,
    /** How often it looks what operators decided about the events that it parked. */
    heedEveryMs: 1_000,
    /** Between two reports of where it stands, and the wait of one that was halted. */
    reportEveryMs: 200,
    haltedMs: 5_000,
  },

  /** A service's JetStream stream. */
  stream: {
    /** How long the bus keeps an event: older history comes from the log by `Subscribe`. */
    maxAgeMs: 30 * day,
    /** How long JetStream remembers message ids; nothing depends on it. */
    duplicateWindowMs: 120_000,
  },

  /** Acting on another service's events. */
  reaction: {
    /** Tries before the dead letter, and the delays before the second, third, …; the last one repeats. */
    maxDeliver: 5,
    backoffMs: [1_000, 5_000, 15_000, 60_000],
    /** JetStream delivers again what was neither answered nor said to be in progress for so long. */
    ackWaitMs: 30_000,
    maxAckPending: 256,
    /** Handlers at once. */
    concurrency: 8,
  },

  /** Reading another service's events for a view. */
  busReader: {
    /** Messages held ready. */
    capacity: 2_000,
    /** How long messages that are on their way are waited for, for fuller batches. */
    fillMs: 250,
    /** A filtered reader without a message for so long moves on to the end of the JetStream stream. */
    overtakeMs: 30_000,
    /** One without a message for so long asks whether the last was lost on its way: no later one tells it. */
    checkMs: 5_000,
  },

  /** The connection to the bus. */
  bus: {
    requestTimeoutMs: 5_000,
    /** A pull consumer that misses two is opened anew. */
    heartbeatMs: 5_000,
    /** What a pull consumer holds of messages that nobody has handled yet: about so much, but always one message. */
    pullBytes: 32 * mebibyte,
    /** Hints of one topic to other processes: at most one in so long. */
    hintEveryMs: 3,
    closeTimeoutMs: 5_000,
  },

  redis: {
    /** How long a rate limit's count may take; then the call goes on uncounted. */
    rateLimitTimeoutMs: 500,
    /** Limits are units in this time. */
    rateLimitWindowMs: 3_600_000,
  },

  auth: {
    /** How long a key's record is trusted without another look: a revocation is effective everywhere after this. */
    keyCacheMs: 2_000,
    cachedKeys: 10_000,
    /** How often a process asks the service that keeps tenants and keys for one that its own copy does not have. */
    questionsPerSecond: 20,
    /** What such a question may take, and a reading of changes. */
    questionMs: 2_000,
    readChangesMs: 5_000,
    /** Between two questions what has changed, while nothing does. */
    changesEveryMs: 500,
    /**
     * Keys that nobody knows which one peer may try at once, and how many a second come back to it, before it is answered without a look; and
     * peers that are remembered.
     */
    failedKeysPerPeer: 100,
    failedKeysPerSecond: 50,
    peers: 10_000,
  },

  /** What a gRPC server takes on, from a tenant and from strangers. */
  edge: {
    /** Calls of one tenant that run at once in a process, for each scope; how many more wait, and how long. */
    callsPerTenant: 64,
    waitingPerTenant: 1_000,
    waitMs: 30_000,
    /** Open streams of one tenant in a process, for each scope. */
    streamsPerTenant: 100,
    /**
     * Bytes of one tenant's large requests in a process, from their first byte to the answer; the next one is read when there is room.
     * Smaller messages are not counted.
     */
    bytesPerTenant: 32 * 1024 * 1024,
    largeBytes: 65_536,
    /**
     * What all tenants together take of one turn of the event loop to read requests and to write answers, with what follows from it at once, ms; and
     * as much again to take calls on, all connections together. One piece of work may take longer.
     */
    turnMs: 0.5,
    /** Calls at once on one connection; a client holds back what is more, so that they do not all come in one turn. */
    streamsPerConnection: 256,
    /** Cancelled calls of one connection, at once and a second, before it is cut. */
    resetBurst: 20_000,
    resetsPerSecond: 2_000,
    connections: 2_000,
    connectionsPerPeer: 500,
    /** A connection on which nobody was admitted is closed when it has had no call for so long. */
    strangerMs: 30_000,
    /** Of a call's metadata. */
    metadataBytes: 16_384,
    /** Of a request whose method says nothing else. */
    requestBytes: 512 * 1024,
    /** How long a request, or one message of a stream, may take to arrive once it has begun to. */
    receiveMs: 20_000,
    /** How long a caller may take to read an answer that is complete, and the status of a call that was broken off. */
    sendMs: 60_000,
    lastWordMs: 1_000,
    /** Between two looks whether the callers of open calls still may. */
    recheckMs: 2_000,
  },

  grpc: {
    /** What open calls get to end by themselves while a server stops. */
    callGraceMs: 5_000,
    /** Between two looks at the files of a certificate. */
    tlsFilesMs: 5_000,
    /** Of a client's call without one. */
    deadlineMs: 10_000,
    /** What gRPC's libraries take in one message when they are not told otherwise. */
    usualMessageBytes: 4 * mebibyte,
    /** What a client takes at most in one message. */
    clientMessageBytes: 64 * 1024 * 1024,
  },

  /** The vector index. */
  vectors: {
    /** Between two checks for work when nobody wakes the indexer. */
    pollMs: 250,
    /** Between being woken and the check for work, so that a burst of commits is one batch. */
    debounceMs: 20,
    /** Between two checks of the generations and of operators' requests. */
    manageMs: 1_000,
    /** Between two comparisons of the store's counts with what was put there. */
    countCheckMs: 5_000,
    /** Between two comparisons of all that is wanted with all that is synced. */
    fullCompareMs: 60_000,
    /** Between two deletions of embeddings and requests that are no longer needed. */
    cleanupMs: 600_000,
    /** First wait after an item was refused, doubled each time. */
    retryMs: 5_000,
    /** Longest wait between two tries while the store or the embedder is unavailable. */
    maxBackoffMs: 10_000,
    /** How long the vectors of a retired generation stay for the searches that have already begun. */
    retirementMs: 30_000,
    /** Entities read and items synced in one batch. Items are what others wait for: as many as one request to an embedder takes. */
    entitiesPerBatch: 200,
    itemsPerBatch: 256,
    /** How long a query waits for the index to reach its `min_position`. */
    waitForPositionMs: 10_000,
    /** What a query's text may take to be embedded by an endpoint. */
    embedQueryMs: 2_000,
    /** Queries whose embeddings are cached. */
    cachedQueries: 200,
    /** How long the circuit stays open before one call tries the store again. */
    circuitRetryMs: 1_000,
    /** How long a start waits for the store. */
    startMs: 3_000,
  },

  /** A service's process. */
  service: {
    /** Everything has to be closed in this time after SIGTERM, each resource in its own; then the process exits all the same. */
    shutdownMs: 20_000,
    closeMs: 10_000,
    /** Between two looks at a dependency, and what a look may take. */
    dependencyCheckMs: 2_000,
    dependencyTimeoutMs: 2_000,
    /** Between two looks whether all views move. */
    viewCheckMs: 5_000,
    /** Between two rounds of making partitions and forgetting receipts. */
    maintenanceMs: 60_000,
    /** How old the figures may be that the metrics tell of the database, and of the vector index. */
    databaseFiguresMs: 5_000,
    vectorFiguresMs: 60_000,
  },
};

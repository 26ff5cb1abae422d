// Made by scripts/generate-client.ts from the OpenAPI document; do not edit.

/* The document as types: what every address takes and answers. */

export interface Paths {
"/healthz": {
/**
 * The process answers
 */
get: {
parameters: {

}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
status: "alive"
}
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/readyz": {
/**
 * The followers have caught up with what was there at start
 */
get: {
parameters: {

}
responses: {
/**
 * Ready
 */
200: {
content: {
/**
 * Ready
 */
"application/json": {
/**
 * The followers have caught up with what was there at start
 */
ready: boolean
/**
 * Why the ledger takes no more records
 */
stopped?: string
followers: Follower[]
}
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Not yet
 */
503: {
content: {
/**
 * Not yet
 */
"application/json": {
/**
 * The followers have caught up with what was there at start
 */
ready: boolean
/**
 * Why the ledger takes no more records
 */
stopped?: string
followers: Follower[]
}
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/metrics": {
/**
 * Prometheus metrics
 */
get: {
parameters: {

}
responses: {
/**
 * Text exposition
 */
200: {
content: {
"text/plain": string
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/events": {
/**
 * Search records
 */
get: {
parameters: {
query?: {
/**
 * Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses
 */
q?: string
/**
 * Begin, inclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * End, exclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * By time of occurrence
 */
order?: ("newest" | "oldest")
/**
 * Most items of this page
 */
limit?: number
/**
 * `nextCursor` of the page before, with the same other parameters
 */
cursor?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
items: Event[]
nextCursor: (string | null)
coverage: Coverage
}
}
}
/**
 * `invalid-query`: Query cannot be read; `invalid-cursor`: Cursor or position is not valid here; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
/**
 * Push events
 */
post: {
parameters: {
query?: {
/**
 * Name of the source
 */
source?: string
/**
 * `indexed`: answer once the records are searchable
 */
wait?: "indexed"
/**
 * `all`: list plainly accepted items too
 */
items?: "all"
}
header?: {
/**
 * A repeat of the request under the same key adds nothing
 */
"idempotency-key"?: string
}
}
requestBody: {
content: {
"application/json": (EventBody | EventBody[])
/**
 * One event a line
 */
"application/x-ndjson": string
/**
 * A CloudEvent 1.0 in the JSON format
 */
"application/cloudevents+json": {
specversion: string
id: string
source: string
type: string
[k: string]: unknown
}
/**
 * Items: A CloudEvent 1.0 in the JSON format
 */
"application/cloudevents-batch+json": {
specversion: string
id: string
source: string
type: string
[k: string]: unknown
}[]
}
}
responses: {
/**
 * All accepted, or known already
 */
200: {
content: {
"application/json": IngestAnswer
}
}
/**
 * Some lie in quarantine; `items` says which and why
 */
207: {
content: {
"application/json": IngestAnswer
}
}
/**
 * `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid; `unknown-format`: No such format
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unsupported-media-type`: Content type is not taken here; `unsupported-encoding`: Content encoding is not taken here
 */
415: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `ledger-stopped`: Ledger takes no records; `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/events/{ref}": {
/**
 * One record
 */
get: {
parameters: {
path: {
/**
 * `<ledger>:<seq>`, or the seq alone for ledger `main`
 */
ref: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * `<ledger>:<seq>`
 */
reference: string
ledger: string
seq: number
/**
 * When it became known; RFC 3339 UTC, milliseconds
 */
recordedAt: string
/**
 * The producer's or derived ID; the reference where there is none
 */
id: string
type: string
/**
 * When it occurred; RFC 3339 UTC, milliseconds
 */
time: string
transactionId?: string
/**
 * Why there is no transaction ID
 */
unattributed?: string
objects: {
type: string
id: string
role?: string
[k: string]: unknown
}[]
actor?: {
type: string
id: string
[k: string]: unknown
}
amount?: {
minor: number
currency: string
[k: string]: unknown
}
outcome?: string
reason?: string
message?: string
level?: string
attributes: {
[k: string]: unknown
}
source: {
name: string
format?: string
file?: string
line?: number
offset?: number
[k: string]: unknown
}
parseNotes: {
code: string
message: string
[k: string]: unknown
}[]
traceparent?: string
/**
 * Source text verbatim, for sources that are not JSON
 */
raw?: string
rawBase64?: string
schemaVersion: number
/**
 * How it differs from `/event-types`: advice to its producer; empty when it agrees
 */
catalogNotes: {
/**
 * For instance `missing-object` or `unknown-type`
 */
code: string
/**
 * The field concerned, such as `attributes.lines.quantity`
 */
path: string
message: string
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/events/{ref}/context": {
/**
 * A record among its neighbors in the ledger
 */
get: {
parameters: {
query?: {
/**
 * Records before it
 */
before?: number
/**
 * Records after it
 */
after?: number
}
path: {
/**
 * `<ledger>:<seq>`, or the seq alone for ledger `main`
 */
ref: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * Records before it in the ledger, ascending by seq
 */
before: Event[]
event: Event
after: Event[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/event-types": {
/**
 * The catalog of event types
 */
get: {
parameters: {

}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * In the order of a sale
 */
eventTypes: EventType[]
/**
 * Everything an event can be about
 */
objectTypes: ("transaction" | "quote" | "order" | "payment" | "giftCard" | "license" | "customer" | "invoice" | "product" | "task" | "replay" | "mail")[]
/**
 * What an object can be to an event beside taking part in it
 */
objectRoles: {
role: string
description: string
}[]
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/resolve": {
/**
 * What an ID is, or which IDs may have been meant
 */
get: {
parameters: {
query: {
/**
 * An ID as it was read out: blanks, dashes, confusable characters and slips allowed
 */
id: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
given: string
/**
 * Best first; never opened by themselves
 */
items: {
objectType: string
id: string
/**
 * The ID as given, but for blanks, dashes, brackets and case
 */
exact: boolean
score: number
/**
 * What was changed, in words: `l read as I`
 */
reason: string
differences: number[]
}[]
tried: {
what: string
found: number
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/transactions/{id}": {
/**
 * The timeline of a transaction
 */
get: {
parameters: {
query?: {
/**
 * Most items of this page
 */
limit?: number
/**
 * `nextCursor` of the page before, with the same other parameters
 */
cursor?: string
/**
 * Only what occurred up to then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
}
path: {
/**
 * Transaction ID
 */
id: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
object: {
type: "transaction"
id: string
}
/**
 * Ordered by (time, ledger, seq)
 */
timeline: TimelineEntry[]
/**
 * The rest of a timeline longer than `limit`
 */
nextCursor: (string | null)
summary: {
records: number
from: (string | null)
to: (string | null)
durationMs: (number | null)
longestWaitMs: (number | null)
}
/**
 * Other objects its records touch
 */
related: {
type: string
id: string
roles: string[]
records: number
}[]
/**
 * Records without an ID, close in source and time; they may not belong here
 */
unattributedNearby: {
/**
 * `<ledger>:<seq>`
 */
reference: string
ledger: string
seq: number
/**
 * When it became known; RFC 3339 UTC, milliseconds
 */
recordedAt: string
/**
 * The producer's or derived ID; the reference where there is none
 */
id: string
type: string
/**
 * When it occurred; RFC 3339 UTC, milliseconds
 */
time: string
transactionId?: string
/**
 * Why there is no transaction ID
 */
unattributed?: string
objects: {
type: string
id: string
role?: string
[k: string]: unknown
}[]
actor?: {
type: string
id: string
[k: string]: unknown
}
amount?: {
minor: number
currency: string
[k: string]: unknown
}
outcome?: string
reason?: string
message?: string
level?: string
attributes: {
[k: string]: unknown
}
source: {
name: string
format?: string
file?: string
line?: number
offset?: number
[k: string]: unknown
}
parseNotes: {
code: string
message: string
[k: string]: unknown
}[]
traceparent?: string
/**
 * Source text verbatim, for sources that are not JSON
 */
raw?: string
rawBase64?: string
schemaVersion: number
why: string
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-cursor`: Cursor or position is not valid here; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/stats/histogram": {
/**
 * Matching records over time
 */
get: {
parameters: {
query?: {
/**
 * Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses
 */
q?: string
/**
 * Begin, inclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * End, exclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Width of a bucket; chosen from the range when absent
 */
bucket?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
bucketMs: number
total: number
items: {
start: string
count: number
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-query`: Query cannot be read; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/stats/facets": {
/**
 * Most frequent values among matching records
 */
get: {
parameters: {
query?: {
/**
 * Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses
 */
q?: string
/**
 * Begin, inclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * End, exclusive: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Fields whose values are counted, separated by commas; type, source and outcome by default
 * 
 * @minItems 1
 * @maxItems 16
 */
fields?: string[]
/**
 * Values of each field
 */
limit?: number
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
total: number
items: {
field: string
values: {
value: string
count: number
}[]
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-query`: Query cannot be read; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * `query-timeout`: Query took too long
 */
504: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/tail": {
/**
 * New records as they become durable
 */
get: {
parameters: {
query?: {
/**
 * Query; may be given more than once, and each record says which it matches
 * 
 * @maxItems 16
 */
q?: string[]
/**
 * `now` (default); a record, to go on after it; or a time, to begin with what became known from then on
 */
since?: string
}
header?: {
/**
 * `id` of the last message seen: go on after it, without a hole
 */
"last-event-id"?: string
}
}
responses: {
/**
 * The stream; it ends only with the connection or the service
 */
200: {
content: {
"text/event-stream": string
"application/x-ndjson": {
event: Event
queries: number[]
id: string
}
}
}
/**
 * `invalid-query`: Query cannot be read; `invalid-cursor`: Cursor or position is not valid here; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests; `too-many-tails`: Too many live streams
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/sources": {
/**
 * Sources of records, by name
 */
get: {
parameters: {
query?: {
/**
 * Most items of this page
 */
limit?: number
/**
 * `nextCursor` of the page before, with the same other parameters
 */
cursor?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * By name
 */
items: Source[]
configuration?: {
/**
 * Null where the service was started without one
 */
file: (string | null)
/**
 * When the settings in use were read from it
 */
loadedAt: string
/**
 * What is wrong with the file as it is now; the settings of `loadedAt` go on
 */
errors: {
/**
 * `sources[2].timezone`; empty where it is the file as a whole
 */
path: string
message: string
}[]
}
nextCursor: (string | null)
coverage: Coverage
}
}
}
/**
 * `invalid-cursor`: Cursor or position is not valid here; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/sources/{name}": {
/**
 * One source
 */
get: {
parameters: {
path: {
/**
 * Name of the source
 */
name: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
name: string
format: string
/**
 * IANA zone of times that carry none
 */
timezone?: string
/**
 * Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it
 */
transactionIdPattern?: string
/**
 * Its text is written as ciphertext
 */
protectRaw?: boolean
mapping?: (string | {
version: 1
/**
 * Path in the event → path in the record
 */
fields: {
[k: string]: string
}
/**
 * Path in the event → value; an object, actor or amount that lacks its ID is left out
 */
constants?: {
[k: string]: unknown
}
/**
 * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`
 */
timeFormat?: string
} | {
version: 2
name: string
describes: string
format: string
[k: string]: unknown
})
/**
 * Files that are followed
 */
files?: {
/**
 * Absolute globs
 */
paths: string[]
/**
 * Globs of files that are left out
 */
exclude?: string[]
}
/**
 * Stores it reports for
 */
stores?: string[]
/**
 * Who decides its settings: the configuration file, or API and command
 */
managedBy?: ("config" | "api")
registeredAt: string
records: number
/**
 * The record that occurred last; null when there is none
 */
lastRecord: ({
reference: string
/**
 * When it occurred
 */
time: string
/**
 * When it became known; the difference is the lag
 */
recordedAt: string
} | null)
/**
 * Absent where no files are followed
 */
following?: {
files: number
/**
 * Files that cannot be read
 */
failed: number
unreadBytes: number
/**
 * Of the file that is furthest behind
 */
lagMs: number
}
/**
 * By path, the first 1000
 */
followedFiles?: {
path: string
/**
 * `current`: read to its end; `unfinished`: what is left is no whole record; `waiting`: its first line is not whole, or the file before it has not ended
 */
state: ("reading" | "current" | "unfinished" | "waiting" | "failed")
/**
 * Bytes whose records are durable
 */
offset: number
/**
 * Bytes of content
 */
size: number
/**
 * Since the first unread byte was seen; 0 where there is none
 */
lagMs: number
error?: string
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unknown-source`: No such source
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
/**
 * Register a source, or replace its settings
 */
put: {
parameters: {
path: {
/**
 * Name of the source
 */
name: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * Name of a format: events, ndjson, moodle-trace or text
 */
format: string
/**
 * IANA zone of times that carry none; UTC without it
 */
timezone?: string
/**
 * Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it
 */
transactionIdPattern?: string
/**
 * Its text carries personal data: it is written as ciphertext
 */
protectRaw?: boolean
/**
 * How foreign records become events, or the name of a mapping that is shipped
 */
mapping?: (string | ({
version: 1
/**
 * Path in the event → path in the record
 */
fields: {
[k: string]: string
}
/**
 * Path in the event → value; an object, actor or amount that lacks its ID is left out
 */
constants?: {
[k: string]: unknown
}
/**
 * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`
 */
timeFormat?: string
} | {
version: 2
[k: string]: unknown
}))
/**
 * Files that are followed
 */
files?: {
/**
 * Absolute globs, in directories that the setting followDirectories allows
 * 
 * @minItems 1
 * @maxItems 64
 */
paths: string[]
/**
 * Globs of files that are left out
 * 
 * @maxItems 64
 */
exclude?: string[]
}
/**
 * Stores it reports for; they stand in its `source.*` events
 * 
 * @maxItems 1000
 */
stores?: string[]
}
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
name: string
format: string
/**
 * IANA zone of times that carry none
 */
timezone?: string
/**
 * Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it
 */
transactionIdPattern?: string
/**
 * Its text is written as ciphertext
 */
protectRaw?: boolean
mapping?: (string | {
version: 1
/**
 * Path in the event → path in the record
 */
fields: {
[k: string]: string
}
/**
 * Path in the event → value; an object, actor or amount that lacks its ID is left out
 */
constants?: {
[k: string]: unknown
}
/**
 * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`
 */
timeFormat?: string
} | {
version: 2
name: string
describes: string
format: string
[k: string]: unknown
})
/**
 * Files that are followed
 */
files?: {
/**
 * Absolute globs
 */
paths: string[]
/**
 * Globs of files that are left out
 */
exclude?: string[]
}
/**
 * Stores it reports for
 */
stores?: string[]
/**
 * Who decides its settings: the configuration file, or API and command
 */
managedBy?: ("config" | "api")
registeredAt: string
records: number
/**
 * The record that occurred last; null when there is none
 */
lastRecord: ({
reference: string
/**
 * When it occurred
 */
time: string
/**
 * When it became known; the difference is the lag
 */
recordedAt: string
} | null)
/**
 * Absent where no files are followed
 */
following?: {
files: number
/**
 * Files that cannot be read
 */
failed: number
unreadBytes: number
/**
 * Of the file that is furthest behind
 */
lagMs: number
}
/**
 * By path, the first 1000
 */
followedFiles?: {
path: string
/**
 * `current`: read to its end; `unfinished`: what is left is no whole record; `waiting`: its first line is not whole, or the file before it has not ended
 */
state: ("reading" | "current" | "unfinished" | "waiting" | "failed")
/**
 * Bytes whose records are durable
 */
offset: number
/**
 * Bytes of content
 */
size: number
/**
 * Since the first unread byte was seen; 0 where there is none
 */
lagMs: number
error?: string
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read; `unknown-format`: No such format
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `source-managed`: Source is set in the configuration file
 */
409: {
content: {
"application/problem+json": Problem
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unsupported-media-type`: Content type is not taken here
 */
415: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
/**
 * Forget a source
 */
delete: {
parameters: {
query: {
/**
 * The name of the source once more: settings that are forgotten are gone
 */
confirm: string
}
path: {
/**
 * Name of the source
 */
name: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
name: string
format: string
/**
 * IANA zone of times that carry none
 */
timezone?: string
/**
 * Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it
 */
transactionIdPattern?: string
/**
 * Its text is written as ciphertext
 */
protectRaw?: boolean
mapping?: (string | {
version: 1
/**
 * Path in the event → path in the record
 */
fields: {
[k: string]: string
}
/**
 * Path in the event → value; an object, actor or amount that lacks its ID is left out
 */
constants?: {
[k: string]: unknown
}
/**
 * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`
 */
timeFormat?: string
} | {
version: 2
name: string
describes: string
format: string
[k: string]: unknown
})
/**
 * Files that are followed
 */
files?: {
/**
 * Absolute globs
 */
paths: string[]
/**
 * Globs of files that are left out
 */
exclude?: string[]
}
/**
 * Stores it reports for
 */
stores?: string[]
/**
 * Who decides its settings: the configuration file, or API and command
 */
managedBy?: ("config" | "api")
registeredAt: string
records: number
/**
 * The record that occurred last; null when there is none
 */
lastRecord: ({
reference: string
/**
 * When it occurred
 */
time: string
/**
 * When it became known; the difference is the lag
 */
recordedAt: string
} | null)
/**
 * Absent where no files are followed
 */
following?: {
files: number
/**
 * Files that cannot be read
 */
failed: number
unreadBytes: number
/**
 * Of the file that is furthest behind
 */
lagMs: number
}
/**
 * By path, the first 1000
 */
followedFiles?: {
path: string
/**
 * `current`: read to its end; `unfinished`: what is left is no whole record; `waiting`: its first line is not whole, or the file before it has not ended
 */
state: ("reading" | "current" | "unfinished" | "waiting" | "failed")
/**
 * Bytes whose records are durable
 */
offset: number
/**
 * Bytes of content
 */
size: number
/**
 * Since the first unread byte was seen; 0 where there is none
 */
lagMs: number
error?: string
}[]
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unknown-source`: No such source
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `source-managed`: Source is set in the configuration file
 */
409: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/sources/reload": {
/**
 * Read the sources of the configuration file again
 */
post: {
parameters: {

}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
file: (string | null)
loadedAt: string
/**
 * Names of sources
 */
added: string[]
changed: string[]
/**
 * No longer in the file: still known by name, but their files are not followed
 */
removed: string[]
unchanged: string[]
/**
 * Other settings that are otherwise in the file now; the service runs with the old
 */
needsRestart: string[]
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `invalid-config`: Configuration is not valid
 */
409: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/quarantine": {
/**
 * Input that could not become a record, newest first
 */
get: {
parameters: {
query?: {
/**
 * Only items of this status
 */
status?: ("open" | "resolved" | "dismissed")
/**
 * Name of the source
 */
source?: string
/**
 * Most items of this page
 */
limit?: number
/**
 * `nextCursor` of the page before, with the same other parameters
 */
cursor?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * Newest first
 */
items: QuarantineItem[]
nextCursor: (string | null)
coverage: Coverage
}
}
}
/**
 * `invalid-cursor`: Cursor or position is not valid here; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/quarantine/{id}": {
/**
 * One quarantine item
 */
get: {
parameters: {
path: {
/**
 * Quarantine item
 */
id: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": QuarantineItem
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/quarantine/{id}/content": {
/**
 * The quarantined input itself, byte for byte, in clear
 */
get: {
parameters: {
path: {
/**
 * Quarantine item
 */
id: string
}
}
responses: {
/**
 * The bytes as they came
 */
200: {
content: {
"application/octet-stream": string
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `key-unavailable`: Key of this content was destroyed
 */
410: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/quarantine/{id}/retry": {
/**
 * Read an item again, as it is or corrected
 */
post: {
parameters: {
path: {
/**
 * Quarantine item
 */
id: string
}
}
requestBody: {
content: {
"application/json": ({
/**
 * Corrected input as text
 */
content?: string
/**
 * Corrected input as bytes
 */
contentBase64?: string
format?: string
timezone?: string
/**
 * Name of the source
 */
source?: string
/**
 * Time of text that carries none: RFC 3339 such as 2016-07-27T11:32:13.753Z, or epoch milliseconds
 */
assumedTime?: string
} | null)
}
}
responses: {
/**
 * Accepted, or known already: the item is resolved
 */
200: {
content: {
"application/json": IngestAnswer
}
}
/**
 * Still not readable: the item stays open
 */
207: {
content: {
"application/json": IngestAnswer
}
}
/**
 * `unknown-format`: No such format; `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `key-unavailable`: Key of this content was destroyed
 */
410: {
content: {
"application/problem+json": Problem
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unsupported-media-type`: Content type is not taken here
 */
415: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `ledger-stopped`: Ledger takes no records; `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/quarantine/{id}/dismiss": {
/**
 * Set an item aside, with the reason
 */
post: {
parameters: {
path: {
/**
 * Quarantine item
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * Why it carries no event
 */
note: string
}
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": QuarantineItem
}
}
/**
 * `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `key-unavailable`: Key of this content was destroyed
 */
410: {
content: {
"application/problem+json": Problem
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unsupported-media-type`: Content type is not taken here
 */
415: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `ledger-stopped`: Ledger takes no records; `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/followers/{name}/pause": {
/**
 * Halt a follower where it is
 */
post: {
parameters: {
path: {
/**
 * Name of the follower; /readyz lists them
 */
name: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": Follower
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/followers/{name}/resume": {
/**
 * Let a follower go on
 */
post: {
parameters: {
path: {
/**
 * Name of the follower; /readyz lists them
 */
name: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": Follower
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `not-found`: Not found
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/session": {
/**
 * Who is signed in
 */
get: {
parameters: {

}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * Who is signed in
 */
name: string
role: "admin"
by: ("token" | "session")
/**
 * End of a browser session; null for a token
 */
expiresAt: (string | null)
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/sign-in-links": {
/**
 * A link that signs one browser in, once
 */
post: {
parameters: {

}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
/**
 * To be opened once, in a browser
 */
path: string
expiresAt: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/sources/{name}/lines": {
/**
 * Push text of a source
 */
post: {
parameters: {
query?: {
/**
 * Name of the format, or `auto`; registers a source that is not known yet
 */
format?: string
/**
 * IANA zone of times that carry none, for instance `Europe/Prague`
 */
timezone?: string
/**
 * `indexed`: answer once the records are searchable
 */
wait?: "indexed"
/**
 * `all`: list plainly accepted items too
 */
items?: "all"
/**
 * Name of the file the text stands in
 */
file?: string
/**
 * Recognizes the file wherever it lies, so that a repeat adds nothing
 */
fingerprint?: string
/**
 * Byte offset of the body in the file
 */
offset?: number
/**
 * Line of the file with which the body begins
 */
line?: number
/**
 * More of the stream follows; `reading`: an unfinished last record is left for it; `idle`: nothing came for a second, so it is closed
 */
more?: ("reading" | "idle")
/**
 * Time of text that carries none; the arrival without it, unless the body is of a file or under an idempotency key: RFC 3339 such as 2016-07-27T11:32:13.753Z, or epoch milliseconds
 */
assumedTime?: string
/**
 * Of the answer before: what its end left open, and the header of a table
 */
continuation?: string
}
path: {
/**
 * Name of the source
 */
name: string
}
header?: {
/**
 * A repeat of the request under the same key adds nothing
 */
"idempotency-key"?: string
}
}
requestBody: {
content: {
"text/plain": string
}
}
responses: {
/**
 * All accepted, or known already
 */
200: {
content: {
"application/json": IngestAnswer
}
}
/**
 * Some lie in quarantine; `items` says which and why
 */
207: {
content: {
"application/json": IngestAnswer
}
}
/**
 * `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid; `unknown-format`: No such format
 */
400: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
"application/problem+json": Problem
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unknown-source`: No such source
 */
404: {
content: {
"application/problem+json": Problem
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
"application/problem+json": Problem
}
}
/**
 * `unsupported-media-type`: Content type is not taken here; `unsupported-encoding`: Content encoding is not taken here
 */
415: {
content: {
"application/problem+json": Problem
}
}
/**
 * `overloaded`: More work than can be taken now; `too-many-requests`: Too many requests
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `ledger-stopped`: Ledger takes no records; `closed`: Service is stopping
 */
503: {
content: {
"application/problem+json": Problem
}
}
/**
 * Any other problem
 */
default: {
content: {
"application/problem+json": Problem
}
}
}
}
}
"/api/v1/otlp/v1/logs": {
/**
 * Push logs of OpenTelemetry
 */
post: {
parameters: {
query?: {
/**
 * Source of all records; without it each is named by its `service.name`
 */
source?: string
/**
 * `indexed`: answer once the records are searchable
 */
wait?: "indexed"
}
header?: {
/**
 * A repeat of the request under the same key adds nothing
 */
"idempotency-key"?: string
}
}
requestBody: {
content: {
"application/json": {
[k: string]: unknown
}
"application/x-protobuf": string
}
}
responses: {
/**
 * All taken, or some in quarantine: `partialSuccess`
 */
200: {
content: {
/**
 * All taken, or some in quarantine: `partialSuccess`
 */
"application/json": {
partialSuccess?: {
/**
 * Records that lie in quarantine
 */
rejectedLogRecords: string
errorMessage: string
}
}
}
}
/**
 * `unreadable-body`: Body cannot be read
 */
400: {
content: {
/**
 * `unreadable-body`: Body cannot be read
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `unauthorized`: Not signed in
 */
401: {
content: {
/**
 * `unauthorized`: Not signed in
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `cross-origin`: Request came from another site
 */
403: {
content: {
/**
 * `cross-origin`: Request came from another site
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `body-too-large`: Body is too large
 */
413: {
content: {
/**
 * `body-too-large`: Body is too large
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `unsupported-media-type`: Content type is not taken here
 */
415: {
content: {
/**
 * `unsupported-media-type`: Content type is not taken here
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `overloaded`: More work than can be taken now
 */
429: {
content: {
/**
 * `overloaded`: More work than can be taken now
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * `ledger-stopped`: Ledger takes no records
 */
503: {
content: {
/**
 * `ledger-stopped`: Ledger takes no records
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
/**
 * Any other problem
 */
default: {
content: {
/**
 * `unreadable-body`: Body cannot be read
 */
"application/json": {
/**
 * A code of gRPC
 */
code: number
message: string
}
}
}
}
}
}
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
/**
 * `urn:tracewell:problem:<code>`
 */
type: string
/**
 * The same for every problem of this code
 */
title: string
status: number
/**
 * What is wrong here, and how to mend it
 */
detail: string
/**
 * For programs to branch on
 */
code: string
/**
 * Path of the request
 */
instance: string
/**
 * Names the request in the service's log
 */
requestId: string
/**
 * Every bad parameter: `query.limit`, `body.note`, …
 */
errors?: {
path: string
message: string
}[]
/**
 * 0-based character in the query
 */
position?: number
/**
 * Characters concerned from there
 */
length?: number
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Follower".
 */
export interface Follower {
/**
 * For instance `index`
 */
name: string
ledger: string
/**
 * Last position it has worked in
 */
throughSeq: number
/**
 * Last durable position of the ledger
 */
headSeq: number
status: ("running" | "paused" | "failed")
/**
 * Why it is paused or failed; one sentence
 */
reason?: string
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
/**
 * `<ledger>:<seq>`
 */
reference: string
ledger: string
seq: number
/**
 * When it became known; RFC 3339 UTC, milliseconds
 */
recordedAt: string
/**
 * The producer's or derived ID; the reference where there is none
 */
id: string
type: string
/**
 * When it occurred; RFC 3339 UTC, milliseconds
 */
time: string
transactionId?: string
/**
 * Why there is no transaction ID
 */
unattributed?: string
objects: {
type: string
id: string
role?: string
[k: string]: unknown
}[]
actor?: {
type: string
id: string
[k: string]: unknown
}
amount?: {
minor: number
currency: string
[k: string]: unknown
}
outcome?: string
reason?: string
message?: string
level?: string
attributes: {
[k: string]: unknown
}
source: {
name: string
format?: string
file?: string
line?: number
offset?: number
[k: string]: unknown
}
parseNotes: {
code: string
message: string
[k: string]: unknown
}[]
traceparent?: string
/**
 * Source text verbatim, for sources that are not JSON
 */
raw?: string
rawBase64?: string
schemaVersion: number
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Coverage".
 */
export interface Coverage {
status: ("complete" | "partial")
/**
 * One sentence each; empty when complete
 */
reasons: string[]
/**
 * Open quarantine items that may belong here
 */
quarantined: number
ledgers: {
ledger: string
/**
 * Last position read for this answer
 */
throughSeq: number
/**
 * Last durable position when answering
 */
headSeq: number
}[]
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "EventBody".
 */
export interface EventBody {
id?: string
type: string
time: string
transactionId?: string
unattributed?: string
/**
 * @maxItems 64
 */
objects?: {
type: string
id: string
role?: string
[k: string]: unknown
}[]
actor?: {
type: string
id: string
[k: string]: unknown
}
amount?: {
minor: number
currency: string
[k: string]: unknown
}
outcome?: string
reason?: string
message?: string
level?: string
attributes?: {
[k: string]: unknown
}
source?: {
name?: string
format?: string
file?: string
line?: number
offset?: number
[k: string]: unknown
}
/**
 * @maxItems 32
 */
parseNotes?: {
code: string
message: string
[k: string]: unknown
}[]
traceparent?: string
raw?: string
rawBase64?: string
schemaVersion?: number
[k: string]: unknown
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "IngestAnswer".
 */
export interface IngestAnswer {
accepted: number
duplicate: number
quarantined: number
firstSeq: (number | null)
lastSeq: (number | null)
items: {
/**
 * 0-based place in the request
 */
index: number
status: ("accepted" | "duplicate" | "quarantined")
/**
 * Ledger position
 */
seq?: number
/**
 * Identity of the event, or the quarantine item's ID
 */
id?: string
error?: {
code: string
message: string
position?: {
[k: string]: unknown
}
}
}[]
/**
 * Bytes of the decompressed body that were read; fewer than all only with `more`
 */
consumedBytes: number
/**
 * To be sent with the rest of a stream that was closed while idle
 */
continuation?: string
/**
 * With `wait=indexed`: whether the records were searchable before the wait ended
 */
indexed?: boolean
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "EventType".
 */
export interface EventType {
/**
 * Dotted camelCase, past tense
 */
type: string
/**
 * What it means, one sentence
 */
description: string
/**
 * Objects it concerns; `any`: whatever it is about
 */
objects: ({
type: ("transaction" | "quote" | "order" | "payment" | "giftCard" | "license" | "customer" | "invoice" | "product" | "task" | "replay" | "mail")
required: boolean
role?: string
}[] | "any")
/**
 * Known ones; others are welcome
 */
attributes: AttributeDefinition[]
amount: ("expected" | "optional" | "none")
reason: ("expected" | "optional" | "none")
/**
 * Nothing writes it yet
 */
reserved?: true
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "AttributeDefinition".
 */
export interface AttributeDefinition {
name: string
/**
 * `timestamp` is RFC 3339 UTC with three decimals
 */
kind: ("string" | "number" | "boolean" | "timestamp" | "list" | "object")
/**
 * Written as ciphertext, shown as a mask, found by its exact value
 */
protection?: ("personal" | "secret")
/**
 * The only values, where there are few
 */
values?: (string | boolean)[]
/**
 * Fields of an object, or of each item of a list
 */
fields?: AttributeDefinition[]
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "TimelineEntry".
 */
export interface TimelineEntry {
/**
 * `<ledger>:<seq>`
 */
reference: string
ledger: string
seq: number
/**
 * When it became known; RFC 3339 UTC, milliseconds
 */
recordedAt: string
/**
 * The producer's or derived ID; the reference where there is none
 */
id: string
type: string
/**
 * When it occurred; RFC 3339 UTC, milliseconds
 */
time: string
transactionId?: string
/**
 * Why there is no transaction ID
 */
unattributed?: string
objects: {
type: string
id: string
role?: string
[k: string]: unknown
}[]
actor?: {
type: string
id: string
[k: string]: unknown
}
amount?: {
minor: number
currency: string
[k: string]: unknown
}
outcome?: string
reason?: string
message?: string
level?: string
attributes: {
[k: string]: unknown
}
source: {
name: string
format?: string
file?: string
line?: number
offset?: number
[k: string]: unknown
}
parseNotes: {
code: string
message: string
[k: string]: unknown
}[]
traceparent?: string
/**
 * Source text verbatim, for sources that are not JSON
 */
raw?: string
rawBase64?: string
schemaVersion: number
/**
 * Since the entry before; null for the first
 */
waitMs: (number | null)
/**
 * Shares its millisecond with an entry of another source: no order is proven between them
 */
undeterminedOrder: boolean
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Source".
 */
export interface Source {
name: string
format: string
/**
 * IANA zone of times that carry none
 */
timezone?: string
/**
 * Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it
 */
transactionIdPattern?: string
/**
 * Its text is written as ciphertext
 */
protectRaw?: boolean
mapping?: (string | {
version: 1
/**
 * Path in the event → path in the record
 */
fields: {
[k: string]: string
}
/**
 * Path in the event → value; an object, actor or amount that lacks its ID is left out
 */
constants?: {
[k: string]: unknown
}
/**
 * `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, or a luxon format such as `dd/MM/yyyy HH:mm:ss`
 */
timeFormat?: string
} | {
version: 2
name: string
describes: string
format: string
[k: string]: unknown
})
/**
 * Files that are followed
 */
files?: {
/**
 * Absolute globs
 */
paths: string[]
/**
 * Globs of files that are left out
 */
exclude?: string[]
}
/**
 * Stores it reports for
 */
stores?: string[]
/**
 * Who decides its settings: the configuration file, or API and command
 */
managedBy?: ("config" | "api")
registeredAt: string
records: number
/**
 * The record that occurred last; null when there is none
 */
lastRecord: ({
reference: string
/**
 * When it occurred
 */
time: string
/**
 * When it became known; the difference is the lag
 */
recordedAt: string
} | null)
/**
 * Absent where no files are followed
 */
following?: {
files: number
/**
 * Files that cannot be read
 */
failed: number
unreadBytes: number
/**
 * Of the file that is furthest behind
 */
lagMs: number
}
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "QuarantineItem".
 */
export interface QuarantineItem {
/**
 * `q<number>`, in order of arrival
 */
itemId: string
status: ("open" | "resolved" | "dismissed")
reason: string
/**
 * What is wrong, where, and how to mend it
 */
message: string
sourceName: string
format: string
position: {
file?: string
line?: number
offset?: number
index?: number
}
options?: {
[k: string]: string
}
/**
 * Identity the input had, when it was known
 */
id?: string
quarantinedAt: string
contentBytes: number
retries: number
resolvedSeqs?: number[]
note?: string
}

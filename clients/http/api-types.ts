// Made by scripts/generate-client.ts from the OpenAPI document; do not edit.

/* The document as types: what every address takes and answers. */

/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Detail".
 */
export type Detail = (string | number | boolean | null | Detail[] | {
[k: string]: Detail
})

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
objectTypes: ("transaction" | "quote" | "order" | "payment" | "giftCard" | "license" | "customer" | "invoice" | "product" | "task" | "replay" | "mail" | "incident")[]
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
"/api/v1/search-fields": {
/**
 * The fields of the search language
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
 * In the order in which they are most often wanted
 */
fields: {
/**
 * As it is written before the colon; `attributes` is followed by a path
 */
name: string
/**
 * How its values are compared
 */
kind: ("key" | "words" | "number" | "time" | "flag" | "actor" | "attribute")
/**
 * What it finds, one sentence
 */
description: string
/**
 * A term with it
 */
example: string
/**
 * The only ones; empty where there are many
 */
values: string[]
/**
 * Its values are counted by `/stats/facets`
 */
isCounted: boolean
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
 * The timeline of a transaction, and the verdict
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
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
"application/json": ObjectAnswer
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
"/api/v1/orders/{id}": {
/**
 * The whole story of an order
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * Order number or foreign ID
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
"application/json": ObjectAnswer
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
"/api/v1/quotes/{id}": {
/**
 * The whole story of a quote
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * ID of the quote
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
"application/json": ObjectAnswer
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
"/api/v1/gift-cards/{id}": {
/**
 * The whole story of a gift card
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * Financial account ID, or the card's code
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
"application/json": ObjectAnswer
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
"/api/v1/licenses/{id}": {
/**
 * The whole story of a license
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * LN ID, or the license number
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
"application/json": ObjectAnswer
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
"/api/v1/payments/{id}": {
/**
 * The whole story of a payment
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * ID of the payment
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
"application/json": ObjectAnswer
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
"/api/v1/objects/{type}/{id}": {
/**
 * The whole story of any object
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
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
/**
 * `false` leaves lifecycle, findings and narrative out, which is faster
 */
verdict?: ("true" | "false")
}
path: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
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
"application/json": ObjectAnswer
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
"/api/v1/compare": {
/**
 * Two objects side by side, or one beside the normal course
 */
get: {
parameters: {
query: {
/**
 * An object as `<type>:<ID>`
 */
left: string
/**
 * Another object of that type, or `normal`: a life in which nothing went wrong
 */
right: string
/**
 * Only what occurred up to then, that very millisecond included: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
left: {
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
state: string
stateSince: (string | null)
/**
 * Its first step
 */
from: (string | null)
to: (string | null)
durationMs: (number | null)
money: {
[k: string]: {
/**
 * Minor units, such as cents
 */
minor: number
currency: string
}
}
/**
 * Its own
 */
findings: Finding[]
}
/**
 * Null: the normal course of the model
 */
right: ({
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
state: string
stateSince: (string | null)
/**
 * Its first step
 */
from: (string | null)
to: (string | null)
durationMs: (number | null)
money: {
[k: string]: {
/**
 * Minor units, such as cents
 */
minor: number
currency: string
}
}
/**
 * Its own
 */
findings: Finding[]
} | null)
model: {
type: string
version: number
}
/**
 * Both sides in their own order, like beside like
 */
steps: {
left: ({
/**
 * Type of the record; of the normal course the signal
 */
name: string
/**
 * The signal's, where the model names one
 */
title: (string | null)
/**
 * Null in the normal course
 */
at: (string | null)
reference: (string | null)
sinceStartMs: (number | null)
/**
 * Since the step before it on its side
 */
waitMs: (number | null)
} | null)
right: ({
/**
 * Type of the record; of the normal course the signal
 */
name: string
/**
 * The signal's, where the model names one
 */
title: (string | null)
/**
 * Null in the normal course
 */
at: (string | null)
reference: (string | null)
sinceStartMs: (number | null)
/**
 * Since the step before it on its side
 */
waitMs: (number | null)
} | null)
/**
 * Of a step that stands alone: the row, from 0, where the other side has it in another order
 */
counterpart: (number | null)
/**
 * How much longer the left side waited
 */
waitDifferenceMs: (number | null)
}[]
milestones: {
name: string
title: string
left: ({
at: string
sinceStartMs: number
} | null)
right: ({
at: string
sinceStartMs: number
} | null)
/**
 * The normal course has it
 */
isNormal: boolean
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
"/api/v1/lifecycle-models": {
/**
 * What happens to each type of object, as data
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
items: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
version: number
states: {
name: string
title: string
/**
 * Nothing follows
 */
isFinal?: true
/**
 * Something may follow and nothing has to
 */
isResting?: true
}[]
/**
 * The state before the first signal that moves it
 */
initial: string
transitions: {
from: string
to: string
signal: string
/**
 * It happens and is wrong: the rule that says so
 */
rule?: string
}[]
signals: {
name: string
title: string
/**
 * Types of the records that tell it
 */
events: string[]
/**
 * What must hold beside the record, in words
 */
when?: string
isMilestone?: true
}[]
obligations: {
name: string
title: string
from: string[]
metBy: string[]
/**
 * Name of its setting
 */
deadline: ("paymentAnswerMs" | "uncertainResolvedMs" | "deliveryMs" | "mailMs" | "invoiceMs" | "replicationMs" | "accountMs" | "replayVerifiedMs" | "authorizationStaleMs" | "guestSessionMs" | "quoteAbandonedMs" | "numberLateMs" | "orderStuckMs" | "recordedLateMs" | "sourceSilentMs")
rule: string
}[]
money: {
event: string
sum: string
effect: ("adds" | "takes" | "sets")
}[]
links: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay" | "customer" | "invoice" | "mail" | "product")
relation: string
/**
 * Role under which the other is named
 */
role?: string
/**
 * Role in which this object stands there
 */
as?: string
events: string[]
/**
 * Rules look at its records
 */
isRead?: true
/**
 * Its records belong to the story
 */
isTold?: true
}[]
/**
 * Signals of a life in which nothing went wrong, in order
 */
normalPath: string[]
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
"/api/v1/finding-rules": {
/**
 * Every rule that can find something
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
items: {
id: string
version: number
severity: ("info" | "warning" | "error" | "critical")
summary: string
/**
 * On what it is found; null: on any object
 */
type: (("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay") | null)
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
"/api/v1/stats/durations": {
/**
 * Percentiles of how long each step takes
 */
get: {
parameters: {
query?: {
/**
 * Type of the objects
 */
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Only of this store, as records name it
 */
store?: string
/**
 * First record then or later: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * First record before then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Event type with which one step begins; with `end`
 */
start?: string
/**
 * Event type with which that step ends; with `start`
 */
end?: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Objects that were looked at
 */
objects: number
/**
 * From the first to the last event of an object's story
 */
whole: {
/**
 * How often it was measured
 */
count: number
minMs: (number | null)
p50Ms: (number | null)
p90Ms: (number | null)
p95Ms: (number | null)
p99Ms: (number | null)
maxMs: (number | null)
meanMs: (number | null)
}
/**
 * Direct steps, the most frequent first; or the one that was asked for
 */
items: {
/**
 * Event type
 */
from: string
/**
 * Event type
 */
to: string
/**
 * How often it was measured
 */
count: number
minMs: (number | null)
p50Ms: (number | null)
p90Ms: (number | null)
p95Ms: (number | null)
p99Ms: (number | null)
maxMs: (number | null)
meanMs: (number | null)
/**
 * Objects in which it began and has not ended
 */
unfinished: number
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
"/api/v1/stats/process-map": {
/**
 * Which event follows on which, how often, after how long, and how many end badly
 */
get: {
parameters: {
query?: {
/**
 * Type of the objects
 */
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Only of this store, as records name it
 */
store?: string
/**
 * First record then or later: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * First record before then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Stories listed, the most frequent first
 */
variants?: number
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
objects: number
/**
 * Objects of them that have a finding
 */
withFindings: number
activities: {
/**
 * Event type
 */
type: string
/**
 * How often it happened
 */
count: number
/**
 * In how many objects
 */
objects: number
/**
 * Objects whose story begins with it
 */
starts: number
/**
 * Objects whose story ends with it, so far
 */
ends: number
/**
 * Share of these objects that have a finding
 */
findingShare: number
}[]
/**
 * Which event followed directly on which, the most frequent first
 */
follows: {
from: string
to: string
count: number
p50Ms: (number | null)
p95Ms: (number | null)
/**
 * Share of those that belong to an object with a finding
 */
findingShare: number
}[]
/**
 * The most frequent stories
 */
variants: {
steps: string[]
/**
 * Objects whose story is exactly this
 */
count: number
share: number
/**
 * From first to last
 */
p50Ms: (number | null)
/**
 * Share of those that belong to an object with a finding
 */
findingShare: number
}[]
/**
 * How many different stories there are
 */
variantsKnown: number
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
"/api/v1/stats/step-objects": {
/**
 * The objects in which one event followed directly on another, longest wait first
 */
get: {
parameters: {
query: {
/**
 * Type of the objects
 */
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Only of this store, as records name it
 */
store?: string
/**
 * First record then or later: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * First record before then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Event type with which the step begins
 */
start: string
/**
 * Event type that follows directly on it
 */
end: string
/**
 * Items, the longest wait first
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
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Event type
 */
from: string
/**
 * Event type
 */
to: string
/**
 * How often the step was taken
 */
count: number
/**
 * Each time it was taken, the longest wait first
 */
items: {
/**
 * Of the object
 */
id: string
store: (string | null)
/**
 * When the step began: RFC 3339 UTC, milliseconds
 */
at: string
waitMs: number
hasFinding: boolean
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
"/api/v1/objects": {
/**
 * Objects that fulfill every filter, with their state and findings
 */
get: {
parameters: {
query?: {
/**
 * Only these, by type and own ID; may be given more than once
 */
object?: (string | string[])
/**
 * Type of the objects
 */
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * A state of the model, such as uncertain
 */
state?: string
/**
 * With this finding: a rule ID, or the first part of rule IDs
 */
finding?: string
/**
 * With a finding of this severity
 */
severity?: ("info" | "warning" | "error" | "critical")
/**
 * `true`: with a finding that nobody has explained or acknowledged
 */
open?: ("true" | "false")
/**
 * In its state for at least so long; not where nothing has to follow, unless `state` names it: a number and ms, s, m, h, d or w
 */
stuckFor?: string
/**
 * Its term or hold ends within so long: a number and ms, s, m, h, d or w
 */
expiresWithin?: string
/**
 * Only of this store, as records name it
 */
store?: string
/**
 * Last record then or later: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
from?: string
/**
 * Last record before then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
to?: string
/**
 * Longest in its state first, last touched first, or soonest at its end first: only what has an end to come
 */
order?: ("stuck" | "newest" | "expiring")
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
items: {
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
/**
 * Other IDs of it, such as an order's foreign ID
 */
aliases: string[]
state: string
/**
 * RFC 3339 UTC, milliseconds
 */
stateSince: string
/**
 * How long it has been in its state
 */
inStateMs: number
/**
 * Its first record
 */
first: string
/**
 * Its last record
 */
last: string
records: number
store: (string | null)
amount: ({
minor: number
currency: string
[k: string]: unknown
} | null)
/**
 * The next thing owed and not met; null where nothing is
 */
dueAt: (string | null)
/**
 * End of its term or hold
 */
expiresAt: (string | null)
findings: {
rule: string
severity: ("info" | "warning" | "error" | "critical")
sentence: string
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
triage: ({
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
} | null)
}[]
}[]
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
"/api/v1/objects/counts": {
/**
 * How many objects are in each state and have each finding
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
items: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
by: ("state" | "finding")
/**
 * A state, or the ID of a rule
 */
name: string
count: number
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
"/api/v1/order-numbers": {
/**
 * Every number of a store's sequence, or of all stores', with what became of it
 */
get: {
parameters: {
query?: {
/**
 * Only of this store, as records name it
 */
store?: string
/**
 * First sequence, inclusive; the first that a record tells
 */
from?: number
/**
 * Last sequence, exclusive; through the last that a record tells
 */
to?: number
/**
 * Only numbers with one of these explanations, separated by commas
 */
explanation?: string
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
 * Ascending by sequence, none left out
 */
items: {
store: string
/**
 * Its place in the store's sequence
 */
sequence: number
/**
 * As it is or would be written; null where neighbors do not tell
 */
number: (string | null)
/**
 * The first of the causes that holds
 */
explanation: ("cancelled" | "used-late" | "used" | "uncertain" | "session-expired" | "abandoned" | "declined" | "reserved" | "in-quarantine" | "source-outage" | "unexplained")
/**
 * Everything that holds of it
 */
causes: ("cancelled" | "used-late" | "used" | "uncertain" | "session-expired" | "abandoned" | "declined" | "reserved" | "in-quarantine" | "source-outage" | "unexplained")[]
/**
 * The order that carries it
 */
order: (string | null)
/**
 * The cart that holds it
 */
quote: (string | null)
reservedAt: (string | null)
usedAt: (string | null)
/**
 * Between reservation and order
 */
lateMs: (number | null)
/**
 * Since when the explanation holds; null where nothing tells
 */
since: (string | null)
/**
 * Of the last decline
 */
reason: (string | null)
/**
 * An order may still come under it
 */
mayReturn: boolean
/**
 * References of the records that tell it
 */
evidence: string[]
/**
 * Open quarantine items in which it can be read
 */
quarantine: string[]
/**
 * Sources that were silent when it should have been told
 */
sources: string[]
}[]
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
"/api/v1/order-numbers/stores": {
/**
 * The stores whose order numbers records tell
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
items: {
store: string
/**
 * The lowest that some record tells
 */
firstSequence: number
lastSequence: number
/**
 * Numbers that some record tells
 */
numbers: number
/**
 * Places between first and last that no record tells, at least
 */
missing: number
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
"/api/v1/gift-cards/{id}/balance": {
/**
 * Balance, open authorizations and available amount of a card at a millisecond
 */
get: {
parameters: {
query?: {
/**
 * The account then, that very millisecond included; now: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
/**
 * Only what had been recorded by then: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
knownAt?: string
}
path: {
/**
 * ID of the card's financial account, or its code
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
/**
 * ID of the financial account
 */
giftCard: string
/**
 * Records of this very millisecond count
 */
asOf: string
/**
 * Null while no record moves the account
 */
currency: (string | null)
/**
 * False where no record of its issue is known by then
 */
isIssued: boolean
/**
 * Minor units
 */
issued: number
captured: number
refunded: number
/**
 * issued + refunded − captured; may be negative, never clamped
 */
balance: number
/**
 * Sum of the open authorizations
 */
authorized: number
/**
 * balance − authorized; may be negative, never clamped
 */
available: number
/**
 * In the order in which they were first seen
 */
openAuthorizations: {
id: string
amount: number
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
}[]
/**
 * References of the records that make it up, in order
 */
evidence: string[]
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
"/api/v1/gift-cards/reconciliation": {
/**
 * All cards together: issued + refunded = captured + remaining, and which do not add up
 */
get: {
parameters: {
query?: {
/**
 * The accounts then, that very millisecond included; now: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
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
 * RFC 3339 UTC, milliseconds
 */
asOf: string
/**
 * By currency, then store
 */
groups: {
/**
 * Null for cards that no store is known to have issued
 */
store: (string | null)
currency: string
/**
 * Cards with an account by then
 */
cards: number
/**
 * Minor units
 */
issued: number
captured: number
refunded: number
/**
 * issued + refunded − captured; may be negative, never clamped
 */
balance: number
/**
 * Sum of the open authorizations
 */
authorized: number
/**
 * balance − authorized; may be negative, never clamped
 */
available: number
/**
 * Sum of the balances above zero: the expected liability
 */
owed: number
/**
 * Sum of the balances below zero, as a positive number
 */
overdrawn: number
/**
 * Cards whose sums need a look
 */
broken: number
/**
 * issued + refunded = captured + balance
 */
conserves: boolean
}[]
/**
 * Cards whose sums need a look, by ID
 */
items: {
giftCard: string
store: (string | null)
currency: string
/**
 * Minor units
 */
issued: number
captured: number
refunded: number
/**
 * issued + refunded − captured; may be negative, never clamped
 */
balance: number
/**
 * Sum of the open authorizations
 */
authorized: number
/**
 * balance − authorized; may be negative, never clamped
 */
available: number
/**
 * `not-issued`: money moved and no record tells of an issue; `overdrawn`: more captured than was on it; `held-beyond-balance`: authorizations exceed the balance; `refunded-beyond-captured`: more came back than was taken
 */
breaks: ("not-issued" | "overdrawn" | "held-beyond-balance" | "refunded-beyond-captured")[]
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
"/api/v1/gift-cards/liability": {
/**
 * What is owed to the holders of cards, by currency and store, to the cent
 */
get: {
parameters: {
query?: {
/**
 * The accounts then, that very millisecond included; now: RFC 3339 such as 2016-07-27T11:32:13.753Z, epoch milliseconds, or `now-1h`
 */
asOf?: string
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
 * RFC 3339 UTC, milliseconds
 */
asOf: string
/**
 * By currency, then store
 */
items: {
store: (string | null)
currency: string
/**
 * Cards with an account by then
 */
cards: number
/**
 * Minor units
 */
issued: number
captured: number
refunded: number
/**
 * issued + refunded − captured; may be negative, never clamped
 */
balance: number
/**
 * Sum of the open authorizations
 */
authorized: number
/**
 * balance − authorized; may be negative, never clamped
 */
available: number
/**
 * Sum of the balances above zero: the expected liability
 */
owed: number
/**
 * Sum of the balances below zero, as a positive number
 */
overdrawn: number
}[]
/**
 * By currency: each the sum of its items, and owed − overdrawn = balance
 */
totals: {
currency: string
/**
 * Cards with an account by then
 */
cards: number
/**
 * Minor units
 */
issued: number
captured: number
refunded: number
/**
 * issued + refunded − captured; may be negative, never clamped
 */
balance: number
/**
 * Sum of the open authorizations
 */
authorized: number
/**
 * balance − authorized; may be negative, never clamped
 */
available: number
/**
 * Sum of the balances above zero: the expected liability
 */
owed: number
/**
 * Sum of the balances below zero, as a positive number
 */
overdrawn: number
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
"/api/v1/exports": {
/**
 * Take records or objects along as a file
 */
post: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * A search, the timeline of one object, or objects of a worklist
 */
what: ({
kind: "search"
/**
 * All records without one
 */
q?: string
/**
 * Begin, inclusive
 */
from?: string
/**
 * End, exclusive
 */
to?: string
} | {
kind: "object"
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
asOf?: string
knownAt?: string
} | {
kind: "worklist"
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
state?: string
/**
 * A rule ID, or the first part of one
 */
finding?: string
severity?: ("info" | "warning" | "error" | "critical")
/**
 * With a finding nobody explained or acknowledged
 */
open?: boolean
/**
 * In its state for at least so long: `2h`
 */
stuckFor?: string
/**
 * Its term or hold ends within so long: `7d`
 */
expiresWithin?: string
store?: string
/**
 * Of its last record, inclusive
 */
from?: string
/**
 * Of its last record, exclusive
 */
to?: string
})
/**
 * `ocel2`: the object-centric event log of OCEL 2.0, as JSON
 */
format: ("ndjson" | "csv" | "html" | "ocel2")
}
}
}
responses: {
/**
 * It waits or runs; its `id` asks for it
 */
202: {
content: {
"application/json": Export
}
}
/**
 * `invalid-query`: Query cannot be read; `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available; `closed`: Service is stopping
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
 * All exports, newest first
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
 * Newest first; a bounded number is kept
 */
items: Export[]
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
"/api/v1/exports/{id}": {
/**
 * One export and how far it is
 */
get: {
parameters: {
path: {
/**
 * ID of the export
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
"application/json": Export
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
/**
 * Remove an export and its file
 */
delete: {
parameters: {
path: {
/**
 * ID of the export
 */
id: string
}
}
responses: {
/**
 * It is gone
 */
204: {
content: {

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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
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
"/api/v1/exports/{id}/cancel": {
/**
 * End an export where it is; it can be resumed
 */
post: {
parameters: {
path: {
/**
 * ID of the export
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
"application/json": Export
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
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
"/api/v1/exports/{id}/resume": {
/**
 * Go on with an export that was cancelled or failed
 */
post: {
parameters: {
path: {
/**
 * ID of the export
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
"application/json": Export
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
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
"/api/v1/exports/{id}/manifest": {
/**
 * What a finished export holds, from what, and the hash of its file
 */
get: {
parameters: {
path: {
/**
 * ID of the export
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
product: {
name: "Tracewell"
version: string
}
/**
 * ID of the export
 */
export: string
what: ({
kind: "search"
/**
 * All records without one
 */
q?: string
/**
 * Begin, inclusive
 */
from?: string
/**
 * End, exclusive
 */
to?: string
} | {
kind: "object"
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
asOf?: string
knownAt?: string
} | {
kind: "worklist"
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
state?: string
/**
 * A rule ID, or the first part of one
 */
finding?: string
severity?: ("info" | "warning" | "error" | "critical")
/**
 * With a finding nobody explained or acknowledged
 */
open?: boolean
/**
 * In its state for at least so long: `2h`
 */
stuckFor?: string
/**
 * Its term or hold ends within so long: `7d`
 */
expiresWithin?: string
store?: string
/**
 * Of its last record, inclusive
 */
from?: string
/**
 * Of its last record, exclusive
 */
to?: string
})
format: ("ndjson" | "csv" | "html" | "ocel2")
/**
 * The search as it was understood; null for objects
 */
query: (string | null)
range: {
from: (string | null)
to: (string | null)
}
/**
 * Now, as the export was asked for: `now-1h` and deadlines refer to it
 */
asOf: string
/**
 * Last position of each ledger that was looked at; fixed at the start
 */
positions: {
[k: string]: number
}
counts: {
records: number
objects: (number | null)
}
coverage: Coverage
/**
 * Personal values and secrets stand as their masks
 */
protected: "masked"
requestedBy: string
requestedAt: string
finishedAt: string
file: {
name: string
mediaType: string
bytes: number
/**
 * Of the file's bytes, in hex
 */
sha256: string
}
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
"/api/v1/exports/{id}/download": {
/**
 * The file of a finished export
 */
get: {
parameters: {
path: {
/**
 * ID of the export
 */
id: string
}
}
responses: {
/**
 * The file; `Repr-Digest` holds its SHA-256 (RFC 9530)
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
"/api/v1/findings/{type}/{id}/{rule}/acknowledge": {
/**
 * Take note of a finding
 */
post: {
parameters: {
path: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
/**
 * Rule that holds of it
 */
rule: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * The reason, for those who look later
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
"application/json": {
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
/**
 * Whether the finding holds now
 */
holds: boolean
triage: {
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
}
/**
 * Answers show it already; else they will in moments
 */
indexed: boolean
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/findings/{type}/{id}/{rule}/explain": {
/**
 * Explain a finding: nothing is wrong, or it is dealt with
 */
post: {
parameters: {
path: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
/**
 * Rule that holds of it
 */
rule: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * The reason, for those who look later
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
"application/json": {
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
/**
 * Whether the finding holds now
 */
holds: boolean
triage: {
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
}
/**
 * Answers show it already; else they will in moments
 */
indexed: boolean
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/findings/{type}/{id}/{rule}/assign": {
/**
 * Give a finding to somebody
 */
post: {
parameters: {
path: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
/**
 * Rule that holds of it
 */
rule: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * The reason, for those who look later
 */
note: string
/**
 * Who is to look after it
 */
assignee: string
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
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
/**
 * Whether the finding holds now
 */
holds: boolean
triage: {
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
}
/**
 * Answers show it already; else they will in moments
 */
indexed: boolean
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/findings/{type}/{id}/{rule}/reopen": {
/**
 * Take back what was said of a finding
 */
post: {
parameters: {
path: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
/**
 * Rule that holds of it
 */
rule: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * The reason, for those who look later
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
"application/json": {
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
/**
 * Whether the finding holds now
 */
holds: boolean
triage: {
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
}
/**
 * Answers show it already; else they will in moments
 */
indexed: boolean
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents": {
/**
 * Incidents, the one that was opened last first
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
 * The one that was opened last first
 */
items: {
id: string
title: string
status: ("open" | "closed")
/**
 * RFC 3339 UTC, milliseconds
 */
openedAt: string
/**
 * Who did it
 */
openedBy: string
/**
 * When the last word on it was recorded
 */
changedAt: string
/**
 * While it is closed
 */
closing: ({
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
note: (string | null)
/**
 * The record that says so
 */
reference: string
} | null)
counts: {
pins: number
/**
 * Of the pins
 */
findings: number
notes: number
}
}[]
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
 * `index-unavailable`: Index is not available; `closed`: Service is stopping
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
 * Open an incident, with a first pin where one is given
 */
post: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * What it is about, in a line
 */
title: string
/**
 * For those who look later
 */
note?: string
pin?: ({
/**
 * Of a record: `main:42`, or `42`
 */
reference: string
} | {
/**
 * A finding that holds now
 */
finding: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
rule: string
}
})
}
}
}
responses: {
/**
 * The answer
 */
201: {
content: {
"application/json": {
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}": {
/**
 * One incident with its pins, notes and history
 */
get: {
parameters: {
path: {
/**
 * ID of the incident
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
"application/json": Incident
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
 * `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/export": {
/**
 * Take an incident along with every record that it rests on
 */
get: {
parameters: {
query?: {
/**
 * Form of the file
 */
format?: ("html" | "json")
}
path: {
/**
 * ID of the incident
 */
id: string
}
}
responses: {
/**
 * The file
 */
200: {
content: {
"application/json": {
manifest: {
product: {
name: "Tracewell"
version: string
}
/**
 * RFC 3339 UTC, milliseconds
 */
exportedAt: string
/**
 * Who did it
 */
exportedBy: string
hashes: "SHA-256 of the RFC 8785 form (sorted keys, no blanks, UTF-8)"
incident: {
id: string
/**
 * In hex, of the RFC 8785 form of the JSON
 */
sha256: string
}
records: {
reference: string
/**
 * In hex, of the RFC 8785 form of the JSON
 */
sha256: string
}[]
counts: {
pins: number
records: number
missing: number
}
/**
 * References that could not be read: retention
 */
missing: string[]
/**
 * Personal values and secrets stand as their masks
 */
protected: "masked"
coverage: Coverage
}
incident: {
id: string
title: string
status: ("open" | "closed")
/**
 * RFC 3339 UTC, milliseconds
 */
openedAt: string
/**
 * Who did it
 */
openedBy: string
/**
 * When the last word on it was recorded
 */
changedAt: string
/**
 * While it is closed
 */
closing: ({
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
note: (string | null)
/**
 * The record that says so
 */
reference: string
} | null)
counts: {
pins: number
/**
 * Of the pins
 */
findings: number
notes: number
}
/**
 * In the order of what they are about
 */
pins: {
id: string
kind: ("record" | "finding")
/**
 * When the record occurred, or since when the finding held: pins stand in its order
 */
at: string
/**
 * RFC 3339 UTC, milliseconds
 */
pinnedAt: string
/**
 * Who did it
 */
by: string
note: (string | null)
/**
 * The record that says so
 */
reference: string
/**
 * Of a record alone
 */
record: ({
reference: string
type: string
/**
 * RFC 3339 UTC, milliseconds
 */
time: string
/**
 * The record itself; null where retention removed it
 */
content: (Event | null)
} | null)
/**
 * Of a finding alone
 */
finding: ({
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
asPinned: {
/**
 * Of the rule
 */
version: number
severity: ("info" | "warning" | "error" | "critical")
sentence: string
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
evidence: string[]
}
/**
 * As it stands now; null where it no longer holds
 */
now: (Finding | null)
} | null)
/**
 * Written about it later, oldest first
 */
notes: {
text: string
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * The record that says so
 */
reference: string
}[]
}[]
/**
 * On the whole, oldest first
 */
notes: {
text: string
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * The record that says so
 */
reference: string
}[]
/**
 * Everything that was done to it, oldest first
 */
history: {
act: ("opened" | "renamed" | "pinned" | "unpinned" | "noted" | "closed" | "reopened")
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * Of `opened` and `renamed`
 */
title: (string | null)
note: (string | null)
/**
 * The pin it is about
 */
pin: (string | null)
/**
 * The record that says so
 */
reference: string
}[]
}
/**
 * Pinned, or evidence of a pinned finding; in the order of the ledger
 */
records: Event[]
}
"text/html": string
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
 * `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/pins": {
/**
 * Pin a record or a finding
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
pin: ({
/**
 * Of a record: `main:42`, or `42`
 */
reference: string
} | {
/**
 * A finding that holds now
 */
finding: {
/**
 * Kind of object
 */
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
/**
 * Any ID of the object
 */
id: string
rule: string
}
})
/**
 * For those who look later
 */
note?: string
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
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/notes": {
/**
 * Write a note on the whole, or on a pin
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * For those who look later
 */
note: string
/**
 * A pin of the incident
 */
pin?: string
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
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/unpin": {
/**
 * Take a pin out, with the reason; the history keeps it
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * A pin of the incident
 */
pin: string
/**
 * For those who look later
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
"application/json": {
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/rename": {
/**
 * Give an incident another title
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * What it is about, in a line
 */
title: string
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
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/close": {
/**
 * Close an incident, with what came of it
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * For those who look later
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
"application/json": {
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/incidents/{id}/reopen": {
/**
 * Open a closed incident again
 */
post: {
parameters: {
path: {
/**
 * ID of the incident
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * For those who look later
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
"application/json": {
incident: Incident
/**
 * The record that says so
 */
reference: string
/**
 * `incident` shows it already; else it will in moments
 */
indexed: boolean
}
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
 * `conflict`: Not possible as things stand
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
 * `ledger-stopped`: Ledger takes no records; `index-unavailable`: Index is not available; `closed`: Service is stopping
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
"/api/v1/replays": {
/**
 * Uncertain orders, longest uncertain first, with the decision by the log
 */
get: {
parameters: {
query?: {
/**
 * Only of this store, as records name it
 */
store?: string
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
items: {
/**
 * Its number; its foreign ID where no record tells the number
 */
order: string
foreignId: (string | null)
store: (string | null)
amount: ({
/**
 * Minor units, such as cents
 */
minor: number
currency: string
} | null)
/**
 * RFC 3339 UTC, milliseconds
 */
uncertainSince: string
uncertainForMs: number
/**
 * By line
 */
decisions: {
/**
 * Null where no record tells the lines
 */
lineItemId: (string | null)
inputs: {
fact: string
question: string
/**
 * Null where it is not known
 */
answer: (string | null)
value: (string | boolean | null)
/**
 * By a record, by what somebody read then, or by there being no record
 */
basis: ("told" | "stated" | "absence" | "unknown")
/**
 * References of the records that tell it
 */
evidence: string[]
}[]
/**
 * Null where an input that it needs is not known
 */
decision: (("none" | "wholeOrder" | "orderInfo" | "getKeyRequest") | null)
branch: (string | null)
why: (string | null)
/**
 * The first input that is needed and not known
 */
needs: (string | null)
/**
 * It holds as far as the log is whole
 */
restsOnAbsence: boolean
}[]
/**
 * Replays so far, dry runs among them
 */
replays: number
lastReplay: ({
id: string
order: (string | null)
state: string
decidedAt: (string | null)
by: (string | null)
isDryRun: boolean
decision: (string | null)
branch: (string | null)
/**
 * Of what was done, by the decision table and what is known now
 */
verdict: ("right" | "needless" | "harmful" | "unverified" | "unknown")
/**
 * One sentence
 */
why: string
findings: Finding[]
} | null)
/**
 * Of the order
 */
findings: Finding[]
}[]
nextCursor: (string | null)
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `invalid-cursor`: Cursor or position is not valid here
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
"/api/v1/replays/past": {
/**
 * Replays so far, newest first, each with a verdict: right, needless or harmful
 */
get: {
parameters: {
query?: {
/**
 * Only of this store, as records name it
 */
store?: string
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
items: {
id: string
order: (string | null)
state: string
decidedAt: (string | null)
by: (string | null)
isDryRun: boolean
decision: (string | null)
branch: (string | null)
/**
 * Of what was done, by the decision table and what is known now
 */
verdict: ("right" | "needless" | "harmful" | "unverified" | "unknown")
/**
 * One sentence
 */
why: string
findings: Finding[]
}[]
nextCursor: (string | null)
coverage: Coverage
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `invalid-cursor`: Cursor or position is not valid here
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
"/api/v1/replay-table": {
/**
 * The table by which replays are decided, as data; to be drawn
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
 * In the order in which they are asked
 */
questions: {
fact: string
question: string
/**
 * Each fact has exactly one
 */
answers: string[]
}[]
branches: {
name: string
/**
 * Looked at in this order; all must hold
 */
conditions: {
fact: string
answer: string
}[]
decision: ("none" | "wholeOrder" | "orderInfo" | "getKeyRequest")
/**
 * One sentence: why this decision and no other
 */
why: string
}[]
/**
 * What each decision does
 */
steps: {
decision: ("none" | "wholeOrder" | "orderInfo" | "getKeyRequest")
/**
 * Loaded in this order
 */
documents: ("orderInfo" | "getKeyRequest")[]
/**
 * Looked at afterwards, once the databases had time
 */
checks: ("stateMatches" | "licenseGenerated" | "invoiceIssued" | "mailRecorded")[]
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
"/api/v1/replays/{foreignId}": {
/**
 * What is to be replayed of an order, by the log and by the shop, and its replays
 */
get: {
parameters: {
path: {
/**
 * Foreign ID of the order, or its number
 */
foreignId: string
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
 * Its number; its foreign ID where no record tells the number
 */
order: string
foreignId: (string | null)
store: (string | null)
amount: ({
/**
 * Minor units, such as cents
 */
minor: number
currency: string
} | null)
lifecycle: Lifecycle1
decisions: {
/**
 * Null where no record tells the lines
 */
lineItemId: (string | null)
inputs: {
fact: string
question: string
/**
 * Null where it is not known
 */
answer: (string | null)
value: (string | boolean | null)
/**
 * By a record, by what somebody read then, or by there being no record
 */
basis: ("told" | "stated" | "absence" | "unknown")
/**
 * References of the records that tell it
 */
evidence: string[]
}[]
/**
 * Null where an input that it needs is not known
 */
decision: (("none" | "wholeOrder" | "orderInfo" | "getKeyRequest") | null)
branch: (string | null)
why: (string | null)
/**
 * The first input that is needed and not known
 */
needs: (string | null)
/**
 * It holds as far as the log is whole
 */
restsOnAbsence: boolean
}[]
/**
 * Oldest first
 */
replays: {
id: string
order: (string | null)
state: string
decidedAt: (string | null)
by: (string | null)
isDryRun: boolean
decision: (string | null)
branch: (string | null)
/**
 * Of what was done, by the decision table and what is known now
 */
verdict: ("right" | "needless" | "harmful" | "unverified" | "unknown")
/**
 * One sentence
 */
why: string
findings: Finding[]
}[]
coverage: Coverage
shop: {
isConfigured: boolean
/**
 * By the shop's databases and the gateway, now
 */
decision: ({
decision: ("none" | "wholeOrder" | "orderInfo" | "getKeyRequest")
/**
 * Of the decision table
 */
branch: string
why: string
evidence: {
fact: string
question: string
answer: string
value: (string | boolean | null)
}[]
} | null)
/**
 * Why there is none
 */
reason: (string | null)
}
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
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
 * Have the shop replay an order, or only decide (`dryRun`)
 */
post: {
parameters: {
query?: {
/**
 * `true`: only decide
 */
dryRun?: ("true" | "false")
}
path: {
/**
 * Foreign ID of the order, or its number
 */
foreignId: string
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": {
dryRun: boolean
/**
 * The record that says who asked; none for a dry run
 */
requested: (string | null)
replay: {
replayId: string
foreignId: string
decided: {
decision: ("none" | "wholeOrder" | "orderInfo" | "getKeyRequest")
/**
 * Of the decision table
 */
branch: string
why: string
evidence: {
fact: string
question: string
answer: string
value: (string | boolean | null)
}[]
}
/**
 * What was done
 */
decision: ("none" | "wholeOrder" | "orderInfo" | "getKeyRequest")
state: ("decided" | "loading" | "waiting" | "ended" | "verified" | "failed")
checks: {
stateMatches?: boolean
licenseGenerated?: boolean
invoiceIssued?: boolean
mailRecorded?: boolean
}
reason: (string | null)
}
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up
 */
409: {
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `index-unavailable`: Index is not available; `ledger-stopped`: Ledger takes no records; `closed`: Service is stopping
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
"/api/v1/shop/products": {
/**
 * Products that the shop sells, by family and code
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
items: {
code: string
family: string
description: string
/**
 * What it is sold as
 */
kind: ("license" | "giftCard" | "course" | "physical")
/**
 * In cents of the currency of each store
 */
priceMinor: number
quantityMin: number
packaging: number
/**
 * When it was last fetched, by the shop's clock
 */
updatedAt: string
}[]
total: number
/**
 * By the shop's clock
 */
fetchedAt: (string | null)
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
 * `forbidden`: Not allowed
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
 * `not-configured`: Not set up
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
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
"/api/v1/shop/customers": {
/**
 * Customers that the shop knows from the CRM, by account, without their names
 */
get: {
parameters: {
query?: {
/**
 * `nextAfter` of the page before
 */
after?: string
/**
 * Most items of this page
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
items: {
account: string
fidelityPoint: number
/**
 * Above 0: has paid something
 */
payment: number
/**
 * RFC 3339 UTC, milliseconds
 */
updatedAt: string
}[]
total: number
/**
 * By the shop's clock
 */
fetchedAt: (string | null)
/**
 * `after` of the next page
 */
nextAfter: (string | null)
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
 * `forbidden`: Not allowed
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
 * `not-configured`: Not set up
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
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
"/api/v1/shop/schedule": {
/**
 * The shop's clock, its tasks, and what can be put on the schedule
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
clock: {
nowMs: number
/**
 * IANA zone of its wall clock
 */
zone: string
/**
 * Seconds of it in a second; null where none can be set
 */
speed: (number | null)
speedCanBeSet: boolean
}
speedMin: number
speedMax: number
/**
 * The next to run first
 */
tasks: {
id: string
app: string
name: string
host: string
url: string
source: string
data: string
/**
 * As it was asked for, on the clock's wall: YYYY-MM-DDTHH:mm
 */
time: string
/**
 * once, hourly, daily, weekly, or a cron expression
 */
recurrence: string
state: ("waiting" | "running" | "paused" | "done")
nextDueMs: (number | null)
/**
 * Where the wall clock skips the time of the next run, or shows it twice
 */
shift: (("skipped" | "twice") | null)
last: ({
/**
 * With its offset
 */
due: string
outcome: ("success" | "failure" | "unknown" | "missed")
reason: (string | null)
} | null)
}[]
/**
 * What can be put on the schedule
 */
apps: {
app: string
label: string
name: string
host: string
url: string
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
 * `forbidden`: Not allowed
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
 * `not-configured`: Not set up
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
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
"/api/v1/shop/simulator": {
/**
 * Customers who come by themselves, and the faults that strike
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
 * By the shop's clock
 */
now: string
customers: {
/**
 * Who come by themselves; 0: nobody
 */
perHour: number
/**
 * By the shop's clock: nobody comes after
 */
until: (string | null)
/**
 * Since the shop opened
 */
arrived: number
perHourMax: number
}
faults: {
name: string
what: string
/**
 * Rules whose findings it leads to
 */
findings: string[]
/**
 * Share of the occasions on which it strikes; 0: never
 */
rate: number
usualRate: number
/**
 * Since the shop opened
 */
struck: number
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
 * `forbidden`: Not allowed
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
 * `not-configured`: Not set up
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
 * `shop-unavailable`: Shop does not answer
 */
502: {
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
"/api/v1/shop/products/fetch": {
/**
 * Fetch the products of the catalog
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/products/empty": {
/**
 * Remove all products
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/customers/fetch": {
/**
 * Fetch the customers of the CRM
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/customers/empty": {
/**
 * Remove all customers that came from the CRM
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/schedule/speed": {
/**
 * Let the shop's clock run faster or slower
 */
put: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * Seconds of the shop's clock in a second
 */
speed: number
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
/**
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/schedule/tasks": {
/**
 * Put a task on the schedule
 */
post: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * One of `apps` of the schedule
 */
app: string
/**
 * First run on the clock's wall, to the minute: YYYY-MM-DDTHH:mm
 */
time: string
/**
 * once, hourly, daily, weekly, or a cron expression of five fields
 */
recurrence: string
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
/**
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/schedule/tasks/{taskId}/pause": {
/**
 * Let a task rest; runs that would have come are not missed
 */
post: {
parameters: {
path: {
/**
 * As the schedule names it
 */
taskId: string
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/schedule/tasks/{taskId}/resume": {
/**
 * Let a paused task run again from its next time on
 */
post: {
parameters: {
path: {
/**
 * As the schedule names it
 */
taskId: string
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/schedule/tasks/{taskId}": {
/**
 * Take a task off the schedule
 */
delete: {
parameters: {
path: {
/**
 * As the schedule names it
 */
taskId: string
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
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/simulator/customers": {
/**
 * Let customers come by themselves, for a day
 */
put: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * 0: nobody comes by themselves any more
 */
perHour: number
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
/**
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/shop/simulator/faults": {
/**
 * Change how often faults strike
 */
put: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * By the fault's name; 0 turns it off, those not named stay as they are
 */
rates: {
[k: string]: number
}
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
/**
 * Reference of the record that says who asked for it
 */
requested: string
/**
 * Of a fetch: received, of them new, of them changed
 */
loaded?: {
count: number
added: number
changed: number
}
/**
 * Of emptying: how many there were
 */
removed?: number
/**
 * ID of the task it was about
 */
task?: string
}
}
}
/**
 * `invalid-parameter`: Parameter is not valid; `unreadable-body`: Body cannot be read
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
 * `forbidden`: Not allowed; `cross-origin`: Request came from another site
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
 * `not-configured`: Not set up; `conflict`: Not possible as things stand
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
 * `too-many-requests`: Too many requests; `overloaded`: More work than can be taken now
 */
429: {
content: {
"application/problem+json": Problem
}
}
/**
 * `shop-unavailable`: Shop does not answer
 */
502: {
content: {
"application/problem+json": Problem
}
}
/**
 * `closed`: Service is stopping; `ledger-stopped`: Ledger takes no records
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
"/api/v1/saved-searches": {
/**
 * Saved searches, by name
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
 * All of them, by name
 */
items: SavedSearch[]
nextCursor: null
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
 * Save a search
 */
post: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * For people
 */
name: string
/**
 * Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses
 */
q: string
}
}
}
responses: {
/**
 * The answer
 */
201: {
content: {
"application/json": SavedSearch
}
}
/**
 * `invalid-query`: Query cannot be read; `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid
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
}
"/api/v1/saved-searches/{id}": {
/**
 * One saved search
 */
get: {
parameters: {
path: {
/**
 * As it was answered when it was made
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
"application/json": SavedSearch
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
/**
 * Change a saved search
 */
put: {
parameters: {
path: {
/**
 * As it was answered when it was made
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * For people
 */
name: string
/**
 * Search language: a bare word is an exact ID or a word of the message; `field:value`, `-field:value`, quotes, `prefix*`, `amount:>=1000`, AND, OR, NOT, parentheses
 */
q: string
}
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": SavedSearch
}
}
/**
 * `invalid-query`: Query cannot be read; `unreadable-body`: Body cannot be read; `invalid-parameter`: Parameter is not valid
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
 * Forget a saved search
 */
delete: {
parameters: {
path: {
/**
 * As it was answered when it was made
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
"application/json": SavedSearch
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
 * `conflict`: Not possible as things stand
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
"/api/v1/alerts": {
/**
 * Alerts, by name, with their last deliveries
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
 * All of them, by name
 */
items: Alert[]
nextCursor: null
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
 * Make an alert
 */
post: {
parameters: {

}
requestBody: {
content: {
"application/json": {
/**
 * For people
 */
name: string
/**
 * A saved search or findings
 */
about: ({
kind: "search"
/**
 * As it was answered when it was made
 */
searchId: string
} | {
kind: "finding"
/**
 * A rule, or the first part of some, such as gift-card; every one without it
 */
rule?: (string | null)
/**
 * Findings of this severity and above
 */
severityMin?: ("info" | "warning" | "error" | "critical")
})
/**
 * Webhook, below an address that the setting alertDestinations allows
 */
url: string
/**
 * `whsec_` and 24 to 64 bytes in base64, to sign with; made where there is none
 */
secret?: string
enabled?: boolean
}
}
}
responses: {
/**
 * The answer
 */
201: {
content: {
"application/json": {
id: string
name: string
about: ({
kind: "search"
searchId: string
} | {
kind: "finding"
/**
 * A rule, or the first part of some; null for every one
 */
rule: (string | null)
/**
 * Findings of this severity and above
 */
severityMin: ("info" | "warning" | "error" | "critical")
})
/**
 * The webhook's origin and last characters: whole, it is as good as a password
 */
destination: string
enabled: boolean
/**
 * Why the service disabled it by itself
 */
disabledReason: (string | null)
/**
 * Who changed it last
 */
by: string
/**
 * RFC 3339 UTC, milliseconds
 */
createdAt: string
/**
 * RFC 3339 UTC, milliseconds
 */
changedAt: string
/**
 * Last record that was looked at, by ledger; of an alert about a search
 */
throughSeqs: {
[k: string]: number
}
lastDelivery: (Delivery | null)
/**
 * To check signatures with; shown this once, and only where none was given
 */
secret?: string
}
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
}
"/api/v1/alerts/{id}": {
/**
 * One alert
 */
get: {
parameters: {
path: {
/**
 * As it was answered when it was made
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
"application/json": Alert
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
/**
 * Change an alert, enable or disable it
 */
put: {
parameters: {
path: {
/**
 * As it was answered when it was made
 */
id: string
}
}
requestBody: {
content: {
"application/json": {
/**
 * For people
 */
name: string
/**
 * A saved search or findings
 */
about: ({
kind: "search"
/**
 * As it was answered when it was made
 */
searchId: string
} | {
kind: "finding"
/**
 * A rule, or the first part of some, such as gift-card; every one without it
 */
rule?: (string | null)
/**
 * Findings of this severity and above
 */
severityMin?: ("info" | "warning" | "error" | "critical")
})
/**
 * Webhook, below an address that the setting alertDestinations allows
 */
url?: string
/**
 * `whsec_` and 24 to 64 bytes in base64, to sign with; made where there is none
 */
secret?: string
enabled?: boolean
}
}
}
responses: {
/**
 * The answer
 */
200: {
content: {
"application/json": Alert
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
 * Remove an alert and what is waiting to be sent
 */
delete: {
parameters: {
path: {
/**
 * As it was answered when it was made
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
"application/json": Alert
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
"/api/v1/alerts/{id}/deliveries": {
/**
 * What an alert sent and tried to send, newest first
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
path: {
/**
 * As it was answered when it was made
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
/**
 * Newest first
 */
items: Delivery[]
nextCursor: (string | null)
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
"/api/v1/alerts/{id}/test": {
/**
 * Send a test to an alert's webhook, once
 */
post: {
parameters: {
path: {
/**
 * As it was answered when it was made
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
"application/json": Delivery
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
"/api/v1/storage": {
/**
 * Ledger, views and disk: sizes, segments, positions
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
measuredAt: string
dataDirectory: string
disk: {
totalBytes: number
/**
 * What this service may still write
 */
freeBytes: number
}
parts: {
name: ("ledger" | "quarantine" | "index" | "lifecycles" | "exports" | "alerts" | "keys" | "checkpoints" | "other")
/**
 * Null where it lies outside of the data directory: an index in a cluster
 */
bytes: (number | null)
files: number
/**
 * A view of the ledger: it can be thrown away and made anew
 */
isRebuildable: boolean
}[]
ledgers: {
ledger: string
/**
 * The first record that retention has left
 */
keptFromSeq: number
headSeq: number
/**
 * Null where there is none, or where it cannot be read
 */
oldest: ({
reference: string
recordedAt: string
} | null)
/**
 * Null where there is none, or where it cannot be read
 */
newest: ({
reference: string
recordedAt: string
} | null)
segmentCount: number
/**
 * Newest first; the newest 100
 */
segments: {
firstSeq: number
/**
 * Smaller than firstSeq while it is empty
 */
lastSeq: number
/**
 * With what is derived of it
 */
bytes: number
/**
 * `open` takes records; `sealed` never changes; `compressed` is sealed, as zstd frames
 */
state: ("open" | "sealed" | "compressed")
}[]
}[]
ready: boolean
/**
 * Why the ledger takes no more records
 */
stopped?: string
followers: Follower[]
quarantinedOpen: number
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
type: ("transaction" | "quote" | "order" | "payment" | "giftCard" | "license" | "customer" | "invoice" | "product" | "task" | "replay" | "mail" | "incident")
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
 * via the `definition` "ObjectAnswer".
 */
export interface ObjectAnswer {
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
lifecycle?: Lifecycle
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
/**
 * Of the timeline, that name it
 */
records: number
/**
 * As the model calls the link; null where the records only touch it
 */
relation?: (string | null)
/**
 * Null where its life is not rebuilt
 */
state?: (string | null)
/**
 * How many of its own it has
 */
findings?: number
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
/**
 * Its own and those of related objects, the gravest first; each names the object it is on
 */
findings?: Finding[]
narrative?: {
chapter: ("state" | "course" | "money" | "links" | "owed" | "findings" | "unknown")
text: string
/**
 * Empty only for what is not known
 */
evidence: string[]
}[]
coverage: Coverage
}
/**
 * With `findings` and `narrative` left out by `verdict=false`
 */
export interface Lifecycle {
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
/**
 * Other IDs of it, such as an order's foreign ID
 */
aliases: string[]
modelVersion: number
rulesVersion: number
/**
 * For when it is judged
 */
asOf: string
state: string
states: {
state: string
/**
 * RFC 3339 UTC, milliseconds
 */
from: string
/**
 * Null while it lasts
 */
to: (string | null)
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
milestones: {
name: string
/**
 * Null where it has not come
 */
at: (string | null)
/**
 * References of the records that prove it
 */
evidence: string[]
/**
 * Since the milestone before it that came
 */
waitMs: (number | null)
}[]
obligations: {
name: string
/**
 * `late`: met after it was due; `lapsed`: no longer owed
 */
status: ("open" | "met" | "late" | "overdue" | "lapsed")
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
/**
 * RFC 3339 UTC, milliseconds
 */
dueAt: string
metAt: (string | null)
/**
 * The rule that holds once it is overdue
 */
rule: string
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
money: {
[k: string]: {
/**
 * Minor units, such as cents
 */
minor: number
currency: string
}
}
links: {
type: string
id: string
/**
 * As the model calls it, such as `payment`, `previousLicense`
 */
relation: string
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
/**
 * What is particular to the type, such as an order's lines
 */
details: {
[k: string]: Detail
}
/**
 * Its own
 */
findings: Finding[]
/**
 * Its own story
 */
activities: {
type: string
atMs: number
reference: string
}[]
/**
 * Before this time it stays so unless a record comes
 */
nextChangeAt: (string | null)
/**
 * What the records cannot tell
 */
unknowns: string[]
/**
 * There are more records than are read for one object
 */
isTruncated: boolean
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Finding".
 */
export interface Finding {
rule: string
/**
 * Of the rule
 */
version: number
severity: ("info" | "warning" | "error" | "critical")
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
sentence: string
/**
 * The facts of the sentence, for other languages
 */
values: {
[k: string]: string | number | boolean | null | string[] | {
/**
 * Minor units, such as cents
 */
minor: number
currency: string
}
}
/**
 * References of the records that prove it
 */
evidence: string[]
/**
 * The time of the wrong event, or the deadline that passed
 */
since: string
triage: ({
status: ("acknowledged" | "explained" | "assigned" | "reopened")
by: (string | null)
note: (string | null)
assignee: (string | null)
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * The record that says so
 */
reference: string
/**
 * The finding rests on records that came after that word
 */
hasNewEvidence: boolean
} | null)
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
/**
 * It does not name the object itself: the linked object by which it belongs here
 */
through?: {
type: string
id: string
relation: string
}
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Export".
 */
export interface Export {
id: string
/**
 * A search, the timeline of one object, or objects of a worklist
 */
what: ({
kind: "search"
/**
 * All records without one
 */
q?: string
/**
 * Begin, inclusive
 */
from?: string
/**
 * End, exclusive
 */
to?: string
} | {
kind: "object"
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
asOf?: string
knownAt?: string
} | {
kind: "worklist"
type?: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
state?: string
/**
 * A rule ID, or the first part of one
 */
finding?: string
severity?: ("info" | "warning" | "error" | "critical")
/**
 * With a finding nobody explained or acknowledged
 */
open?: boolean
/**
 * In its state for at least so long: `2h`
 */
stuckFor?: string
/**
 * Its term or hold ends within so long: `7d`
 */
expiresWithin?: string
store?: string
/**
 * Of its last record, inclusive
 */
from?: string
/**
 * Of its last record, exclusive
 */
to?: string
})
/**
 * `ocel2`: the object-centric event log of OCEL 2.0, as JSON
 */
format: ("ndjson" | "csv" | "html" | "ocel2")
status: ("waiting" | "running" | "cancelled" | "failed" | "finished")
/**
 * Why it failed, one sentence; null where it did not
 */
reason: (string | null)
progress: {
/**
 * What is being done, such as `gathering` or `writing`
 */
step: string
done: number
/**
 * Null while nobody knows
 */
expected: (number | null)
/**
 * Of the file, as far as it is safe on disk
 */
bytes: number
}
requestedBy: string
requestedAt: string
startedAt: (string | null)
endedAt: (string | null)
/**
 * When it will be removed; null while it works
 */
expiresAt: (string | null)
file: {
name: string
mediaType: string
}
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Incident".
 */
export interface Incident {
id: string
title: string
status: ("open" | "closed")
/**
 * RFC 3339 UTC, milliseconds
 */
openedAt: string
/**
 * Who did it
 */
openedBy: string
/**
 * When the last word on it was recorded
 */
changedAt: string
/**
 * While it is closed
 */
closing: ({
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
note: (string | null)
/**
 * The record that says so
 */
reference: string
} | null)
counts: {
pins: number
/**
 * Of the pins
 */
findings: number
notes: number
}
/**
 * In the order of what they are about
 */
pins: {
id: string
kind: ("record" | "finding")
/**
 * When the record occurred, or since when the finding held: pins stand in its order
 */
at: string
/**
 * RFC 3339 UTC, milliseconds
 */
pinnedAt: string
/**
 * Who did it
 */
by: string
note: (string | null)
/**
 * The record that says so
 */
reference: string
/**
 * Of a record alone
 */
record: ({
reference: string
type: string
/**
 * RFC 3339 UTC, milliseconds
 */
time: string
/**
 * The record itself; null where retention removed it
 */
content: (Event | null)
} | null)
/**
 * Of a finding alone
 */
finding: ({
on: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
rule: string
asPinned: {
/**
 * Of the rule
 */
version: number
severity: ("info" | "warning" | "error" | "critical")
sentence: string
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
evidence: string[]
}
/**
 * As it stands now; null where it no longer holds
 */
now: (Finding | null)
} | null)
/**
 * Written about it later, oldest first
 */
notes: {
text: string
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * The record that says so
 */
reference: string
}[]
}[]
/**
 * On the whole, oldest first
 */
notes: {
text: string
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * The record that says so
 */
reference: string
}[]
/**
 * Everything that was done to it, oldest first
 */
history: {
act: ("opened" | "renamed" | "pinned" | "unpinned" | "noted" | "closed" | "reopened")
/**
 * RFC 3339 UTC, milliseconds
 */
at: string
/**
 * Who did it
 */
by: string
/**
 * Of `opened` and `renamed`
 */
title: (string | null)
note: (string | null)
/**
 * The pin it is about
 */
pin: (string | null)
/**
 * The record that says so
 */
reference: string
}[]
coverage: Coverage
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Lifecycle".
 */
export interface Lifecycle1 {
object: {
type: ("order" | "quote" | "giftCard" | "license" | "payment" | "transaction" | "replay")
id: string
}
/**
 * Other IDs of it, such as an order's foreign ID
 */
aliases: string[]
modelVersion: number
rulesVersion: number
/**
 * For when it is judged
 */
asOf: string
state: string
states: {
state: string
/**
 * RFC 3339 UTC, milliseconds
 */
from: string
/**
 * Null while it lasts
 */
to: (string | null)
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
milestones: {
name: string
/**
 * Null where it has not come
 */
at: (string | null)
/**
 * References of the records that prove it
 */
evidence: string[]
/**
 * Since the milestone before it that came
 */
waitMs: (number | null)
}[]
obligations: {
name: string
/**
 * `late`: met after it was due; `lapsed`: no longer owed
 */
status: ("open" | "met" | "late" | "overdue" | "lapsed")
/**
 * RFC 3339 UTC, milliseconds
 */
since: string
/**
 * RFC 3339 UTC, milliseconds
 */
dueAt: string
metAt: (string | null)
/**
 * The rule that holds once it is overdue
 */
rule: string
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
money: {
[k: string]: {
/**
 * Minor units, such as cents
 */
minor: number
currency: string
}
}
links: {
type: string
id: string
/**
 * As the model calls it, such as `payment`, `previousLicense`
 */
relation: string
/**
 * References of the records that prove it
 */
evidence: string[]
}[]
/**
 * What is particular to the type, such as an order's lines
 */
details: {
[k: string]: Detail
}
/**
 * Its own
 */
findings: Finding[]
/**
 * Its own story
 */
activities: {
type: string
atMs: number
reference: string
}[]
/**
 * Before this time it stays so unless a record comes
 */
nextChangeAt: (string | null)
/**
 * What the records cannot tell
 */
unknowns: string[]
/**
 * There are more records than are read for one object
 */
isTruncated: boolean
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "SavedSearch".
 */
export interface SavedSearch {
id: string
name: string
/**
 * Query in the search language
 */
q: string
/**
 * Who saved it last
 */
by: string
/**
 * RFC 3339 UTC, milliseconds
 */
createdAt: string
/**
 * RFC 3339 UTC, milliseconds
 */
changedAt: string
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Alert".
 */
export interface Alert {
id: string
name: string
about: ({
kind: "search"
searchId: string
} | {
kind: "finding"
/**
 * A rule, or the first part of some; null for every one
 */
rule: (string | null)
/**
 * Findings of this severity and above
 */
severityMin: ("info" | "warning" | "error" | "critical")
})
/**
 * The webhook's origin and last characters: whole, it is as good as a password
 */
destination: string
enabled: boolean
/**
 * Why the service disabled it by itself
 */
disabledReason: (string | null)
/**
 * Who changed it last
 */
by: string
/**
 * RFC 3339 UTC, milliseconds
 */
createdAt: string
/**
 * RFC 3339 UTC, milliseconds
 */
changedAt: string
/**
 * Last record that was looked at, by ledger; of an alert about a search
 */
throughSeqs: {
[k: string]: number
}
lastDelivery: (Delivery | null)
}
/**
 * This interface was referenced by `Paths`'s JSON-Schema
 * via the `definition` "Delivery".
 */
export interface Delivery {
/**
 * `webhook-id` of every attempt
 */
id: string
kind: ("search" | "finding" | "test")
/**
 * `failed`: given up after the last attempt
 */
status: ("pending" | "delivered" | "failed")
/**
 * Records or findings in it
 */
items: number
attempts: number
/**
 * RFC 3339 UTC, milliseconds
 */
createdAt: string
nextAttemptAt: (string | null)
endedAt: (string | null)
/**
 * HTTP status; null where no answer came
 */
lastStatus: (number | null)
lastError: (string | null)
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

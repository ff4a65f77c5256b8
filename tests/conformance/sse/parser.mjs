// Reads one stream a line of input ({kind, bytes: base64}) with JavaScript's own means, and says what is in it.
// Events by npm `eventsource-parser`: at once, byte by byte, and in two parts, cut at every byte.
import { createInterface } from 'node:readline'
import { createParser } from 'eventsource-parser'

function events(parts) {
  const found = []
  let retry = null
  const parser = createParser({
    onEvent: ({ event, id, data }) => found.push([event ?? 'message', id ?? null, data]),
    onRetry: (milliseconds) => { retry = milliseconds },
  })
  const decoder = new TextDecoder()
  for (const part of parts) parser.feed(decoder.decode(part, { stream: true }))
  return { events: found, retry }
}

function allCuts(bytes) {
  const whole = events([bytes])
  const cuts = [Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))]
  for (let at = 1; at < bytes.length; at++) cuts.push([bytes.subarray(0, at), bytes.subarray(at)])
  const other = cuts.map(events).find((one) => JSON.stringify(one) !== JSON.stringify(whole))
  return { ...whole, other: other ?? null }
}

function lines(bytes) {
  const found = new TextDecoder().decode(bytes).split('\n').filter((line) => line.trim() !== '')
  try {
    return { values: found.map((line) => JSON.parse(line)) }
  } catch {
    return { values: null }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, bytes } = JSON.parse(line)
  const answer = (kind === 'events' ? allCuts : lines)(new Uint8Array(Buffer.from(bytes, 'base64')))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

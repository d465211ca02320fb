-- Prints what wrk measured as one line of JSON: microseconds, requests, errors.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'SUMMARY {"requests":%d,"bytes":%d,"duration":%d,"p50":%d,"p99":%d,"failed":%d,"timeouts":%d}\n',
    summary.requests, summary.bytes, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status, errors.timeout))
end

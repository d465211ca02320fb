# feedgen, release 2026.05.01.1, serial 1, 23 signatures
signature feedgen-2d7ef453-39f7-534a-a6a8-d298e5c5e365-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x05audit\x05alpha\x07example\x00/i
  event "feedgen: domain audit[.]alpha[.]example (c2, exfiltration) of Malicious Alpha images, confidence 95, indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365"
}
signature feedgen-2d7ef453-39f7-534a-a6a8-d298e5c5e365-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x13audit\x2ealpha\x2eexample|\x2eaudit\x2ealpha\x2eexample([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain audit[.]alpha[.]example (c2, exfiltration) of Malicious Alpha images, confidence 95, indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365"
}
signature feedgen-2d7ef453-39f7-534a-a6a8-d298e5c5e365-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?audit\x2ealpha\x2eexample\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain audit[.]alpha[.]example (c2, exfiltration) of Malicious Alpha images, confidence 95, indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365"
}
signature feedgen-b930d04c-d419-5005-a27b-ba8bff3d31e1-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x04back\x04beta\x07example\x00/i
  event "feedgen: domain back[.]beta[.]example of The Beta worm, confidence 70, indicator b930d04c-d419-5005-a27b-ba8bff3d31e1"
}
signature feedgen-b930d04c-d419-5005-a27b-ba8bff3d31e1-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x11back\x2ebeta\x2eexample|\x2eback\x2ebeta\x2eexample([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain back[.]beta[.]example of The Beta worm, confidence 70, indicator b930d04c-d419-5005-a27b-ba8bff3d31e1"
}
signature feedgen-b930d04c-d419-5005-a27b-ba8bff3d31e1-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?back\x2ebeta\x2eexample\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain back[.]beta[.]example of The Beta worm, confidence 70, indicator b930d04c-d419-5005-a27b-ba8bff3d31e1"
}
signature feedgen-7d877459-22a9-5704-b5fb-32bc8ee6ea7a-http-header {
  ip-proto == tcp
  http-request-header /^[Xx]\x2d[Ff][Ii][Ll][Ee][Nn][Aa][Mm][Ee]\x3a\x20[\x09\x20]*loot\x2etar\x2egz[\x09\x20]*$/
  event "feedgen: HTTP header x-filename: loot[.]tar[.]gz of Malicious Alpha images, confidence 90, indicator 7d877459-22a9-5704-b5fb-32bc8ee6ea7a"
}
signature feedgen-bb786418-8996-53f6-aa70-7ef336424ff0-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a1111111111111111111111111111111111111111111111111111111111111111(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:1111111111111111111111111111111111111111111111111111111111111111 of Malicious Alpha images, confidence 90, indicator bb786418-8996-53f6-aa70-7ef336424ff0"
}
signature feedgen-bb786418-8996-53f6-aa70-7ef336424ff0-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a1111111111111111111111111111111111111111111111111111111111111111[\x09\x20]*$/i
  event "feedgen: image digest sha256:1111111111111111111111111111111111111111111111111111111111111111 of Malicious Alpha images, confidence 90, indicator bb786418-8996-53f6-aa70-7ef336424ff0"
}
signature feedgen-e4dcce4e-80d4-5228-bc98-60ce499fbcf6-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a2222222222222222222222222222222222222222222222222222222222222222(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:2222222222222222222222222222222222222222222222222222222222222222 of Malicious Alpha images, confidence 90, indicator e4dcce4e-80d4-5228-bc98-60ce499fbcf6"
}
signature feedgen-e4dcce4e-80d4-5228-bc98-60ce499fbcf6-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a2222222222222222222222222222222222222222222222222222222222222222[\x09\x20]*$/i
  event "feedgen: image digest sha256:2222222222222222222222222222222222222222222222222222222222222222 of Malicious Alpha images, confidence 90, indicator e4dcce4e-80d4-5228-bc98-60ce499fbcf6"
}
signature feedgen-db8fd742-8b94-5c6f-bf92-71c2becf8f63-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a3333333333333333333333333333333333333333333333333333333333333333(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:3333333333333333333333333333333333333333333333333333333333333333 of Malicious Alpha images, confidence 90, indicator db8fd742-8b94-5c6f-bf92-71c2becf8f63"
}
signature feedgen-db8fd742-8b94-5c6f-bf92-71c2becf8f63-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a3333333333333333333333333333333333333333333333333333333333333333[\x09\x20]*$/i
  event "feedgen: image digest sha256:3333333333333333333333333333333333333333333333333333333333333333 of Malicious Alpha images, confidence 90, indicator db8fd742-8b94-5c6f-bf92-71c2becf8f63"
}
signature feedgen-60083d8d-c6a4-5f9a-b72a-74f8e20fe4b0-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a4444444444444444444444444444444444444444444444444444444444444444(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:4444444444444444444444444444444444444444444444444444444444444444 of Malicious Alpha images, confidence 90, indicator 60083d8d-c6a4-5f9a-b72a-74f8e20fe4b0"
}
signature feedgen-60083d8d-c6a4-5f9a-b72a-74f8e20fe4b0-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a4444444444444444444444444444444444444444444444444444444444444444[\x09\x20]*$/i
  event "feedgen: image digest sha256:4444444444444444444444444444444444444444444444444444444444444444 of Malicious Alpha images, confidence 90, indicator 60083d8d-c6a4-5f9a-b72a-74f8e20fe4b0"
}
signature feedgen-ac40aa28-e6b9-5fa2-8f0d-b1ef2198568a-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a5555555555555555555555555555555555555555555555555555555555555555(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:5555555555555555555555555555555555555555555555555555555555555555 of Malicious Alpha images, confidence 90, indicator ac40aa28-e6b9-5fa2-8f0d-b1ef2198568a"
}
signature feedgen-ac40aa28-e6b9-5fa2-8f0d-b1ef2198568a-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a5555555555555555555555555555555555555555555555555555555555555555[\x09\x20]*$/i
  event "feedgen: image digest sha256:5555555555555555555555555555555555555555555555555555555555555555 of Malicious Alpha images, confidence 90, indicator ac40aa28-e6b9-5fa2-8f0d-b1ef2198568a"
}
signature feedgen-230af118-178a-59d5-b028-4a7206ab60a7-address {
  dst-ip == [2001:db8::7]
  event "feedgen: address 2001:db8::7 of Malicious Alpha images, confidence 90, indicator 230af118-178a-59d5-b028-4a7206ab60a7"
}
signature feedgen-3ba348be-4520-5656-9422-0a23b899edc0-address {
  dst-ip == 203.0.113.7
  event "feedgen: address 203[.]0[.]113[.]7 (c2) of Malicious Alpha images, confidence 90, indicator 3ba348be-4520-5656-9422-0a23b899edc0"
}
signature feedgen-7cb6dfaa-1267-5050-ae7d-5115d82e9599-address {
  dst-ip == 203.0.113.9
  dst-port == 443,8443
  event "feedgen: address 203[.]0[.]113[.]9 (c2) of Malicious Alpha images, confidence 90, indicator 7cb6dfaa-1267-5050-ae7d-5115d82e9599"
}
signature feedgen-e9d1222c-0228-5257-b2b5-0a8e1642c72a-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fv1\x2ftelemetry\x3fa\x3db\x3bc$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Aa][Uu][Dd][Ii][Tt]\x2e[Aa][Ll][Pp][Hh][Aa]\x2e[Ee][Xx][Aa][Mm][Pp][Ll][Ee]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://audit[.]alpha[.]example/v1/telemetry a b c of Malicious Alpha images, confidence 90, indicator e9d1222c-0228-5257-b2b5-0a8e1642c72a"
}
signature feedgen-4d8e10d4-d371-5301-924d-8738f1f114fa-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2falpha\x2fx\x2fmodules\x2fadd\x2ejs$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Rr][Aa][Ww]\x2e[Ff][Oo][Rr][Gg][Ee]\x2e[Ee][Xx][Aa][Mm][Pp][Ll][Ee]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://raw[.]forge[.]example/alpha/x/modules/add[.]js of Malicious Alpha images, confidence 90, indicator 4d8e10d4-d371-5301-924d-8738f1f114fa"
}
signature feedgen-ad687ef2-e6dd-5093-9d06-78091ce6331d-http-header {
  ip-proto == tcp
  http-request-header /^[Uu][Ss][Ee][Rr]\x2d[Aa][Gg][Ee][Nn][Tt]\x3a\x20[\x09\x20]*Alpha\x2dTelemetry\x2f2\x2e0[\x09\x20]*$/
  event "feedgen: user agent Alpha-Telemetry/2[.]0 of Malicious Alpha images, confidence 90, indicator ad687ef2-e6dd-5093-9d06-78091ce6331d"
}

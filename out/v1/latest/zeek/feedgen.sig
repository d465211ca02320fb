# feedgen, release 2026.11.25.1, serial 9, 114 signatures
signature feedgen-63078b51-cbdf-5c16-85e4-67859230bc9c-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x0caquasecurtiy\x03org\x00/i
  event "feedgen: domain aquasecurtiy[.]org (infrastructure) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 63078b51-cbdf-5c16-85e4-67859230bc9c"
}
signature feedgen-63078b51-cbdf-5c16-85e4-67859230bc9c-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x10aquasecurtiy\x2eorg|\x2eaquasecurtiy\x2eorg([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain aquasecurtiy[.]org (infrastructure) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 63078b51-cbdf-5c16-85e4-67859230bc9c"
}
signature feedgen-63078b51-cbdf-5c16-85e4-67859230bc9c-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?aquasecurtiy\x2eorg\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain aquasecurtiy[.]org (infrastructure) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 63078b51-cbdf-5c16-85e4-67859230bc9c"
}
signature feedgen-b586776c-edd3-50ee-be1b-16a8644c5e1c-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x05audit\x09checkmarx\x02cx\x00/i
  event "feedgen: domain audit[.]checkmarx[.]cx (exfiltration) of Malicious Bitwarden CLI on npm, confidence 90, indicator b586776c-edd3-50ee-be1b-16a8644c5e1c"
}
signature feedgen-b586776c-edd3-50ee-be1b-16a8644c5e1c-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x12audit\x2echeckmarx\x2ecx|\x2eaudit\x2echeckmarx\x2ecx([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain audit[.]checkmarx[.]cx (exfiltration) of Malicious Bitwarden CLI on npm, confidence 90, indicator b586776c-edd3-50ee-be1b-16a8644c5e1c"
}
signature feedgen-b586776c-edd3-50ee-be1b-16a8644c5e1c-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?audit\x2echeckmarx\x2ecx\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain audit[.]checkmarx[.]cx (exfiltration) of Malicious Bitwarden CLI on npm, confidence 90, indicator b586776c-edd3-50ee-be1b-16a8644c5e1c"
}
signature feedgen-35b2b7c7-0f3e-556f-8150-453128882358-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x09checkmarx\x02cx\x00/i
  event "feedgen: domain checkmarx[.]cx (infrastructure) of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 35b2b7c7-0f3e-556f-8150-453128882358"
}
signature feedgen-35b2b7c7-0f3e-556f-8150-453128882358-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x0ccheckmarx\x2ecx|\x2echeckmarx\x2ecx([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain checkmarx[.]cx (infrastructure) of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 35b2b7c7-0f3e-556f-8150-453128882358"
}
signature feedgen-35b2b7c7-0f3e-556f-8150-453128882358-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?checkmarx\x2ecx\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain checkmarx[.]cx (infrastructure) of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 35b2b7c7-0f3e-556f-8150-453128882358"
}
signature feedgen-43af9a8f-b496-5f20-b838-8272fe7c2355-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x09checkmarx\x04zone\x00/i
  event "feedgen: domain checkmarx[.]zone (c2, exfiltration) of Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions, confidence 90, indicator 43af9a8f-b496-5f20-b838-8272fe7c2355"
}
signature feedgen-43af9a8f-b496-5f20-b838-8272fe7c2355-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x0echeckmarx\x2ezone|\x2echeckmarx\x2ezone([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain checkmarx[.]zone (c2, exfiltration) of Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions, confidence 90, indicator 43af9a8f-b496-5f20-b838-8272fe7c2355"
}
signature feedgen-43af9a8f-b496-5f20-b838-8272fe7c2355-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?checkmarx\x2ezone\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain checkmarx[.]zone (c2, exfiltration) of Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions, confidence 90, indicator 43af9a8f-b496-5f20-b838-8272fe7c2355"
}
signature feedgen-e9bf55b4-8004-5fb3-a605-3a7c3a560432-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x0ehackmoltrepeat\x03com\x00/i
  event "feedgen: domain hackmoltrepeat[.]com (payload) of First compromise of Trivy, and its malicious editor extension, confidence 80, indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432"
}
signature feedgen-e9bf55b4-8004-5fb3-a605-3a7c3a560432-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x12hackmoltrepeat\x2ecom|\x2ehackmoltrepeat\x2ecom([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain hackmoltrepeat[.]com (payload) of First compromise of Trivy, and its malicious editor extension, confidence 80, indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432"
}
signature feedgen-e9bf55b4-8004-5fb3-a605-3a7c3a560432-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?hackmoltrepeat\x2ecom\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain hackmoltrepeat[.]com (payload) of First compromise of Trivy, and its malicious editor extension, confidence 80, indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432"
}
signature feedgen-59970de1-4783-5574-b11e-f5e6a3a1ef84-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x0ahereisitat\x11lucyatemysuperbox\x05space\x00/i
  event "feedgen: domain hereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 60, indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84"
}
signature feedgen-59970de1-4783-5574-b11e-f5e6a3a1ef84-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x22hereisitat\x2elucyatemysuperbox\x2espace|\x2ehereisitat\x2elucyatemysuperbox\x2espace([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain hereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 60, indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84"
}
signature feedgen-59970de1-4783-5574-b11e-f5e6a3a1ef84-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?hereisitat\x2elucyatemysuperbox\x2espace\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain hereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 60, indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84"
}
signature feedgen-00e2111c-3452-5b02-a2ad-2f8601a923fc-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x07litellm\x05cloud\x00/i
  event "feedgen: domain litellm[.]cloud (infrastructure) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc"
}
signature feedgen-00e2111c-3452-5b02-a2ad-2f8601a923fc-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x0dlitellm\x2ecloud|\x2elitellm\x2ecloud([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain litellm[.]cloud (infrastructure) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc"
}
signature feedgen-00e2111c-3452-5b02-a2ad-2f8601a923fc-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?litellm\x2ecloud\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain litellm[.]cloud (infrastructure) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc"
}
signature feedgen-616d07e8-0332-5093-94ce-500a89d84dba-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x06models\x07litellm\x05cloud\x00/i
  event "feedgen: domain models[.]litellm[.]cloud (exfiltration) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 616d07e8-0332-5093-94ce-500a89d84dba"
}
signature feedgen-616d07e8-0332-5093-94ce-500a89d84dba-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x14models\x2elitellm\x2ecloud|\x2emodels\x2elitellm\x2ecloud([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain models[.]litellm[.]cloud (exfiltration) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 616d07e8-0332-5093-94ce-500a89d84dba"
}
signature feedgen-616d07e8-0332-5093-94ce-500a89d84dba-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?models\x2elitellm\x2ecloud\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain models[.]litellm[.]cloud (exfiltration) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 616d07e8-0332-5093-94ce-500a89d84dba"
}
signature feedgen-c2ceddc8-cf23-5239-b243-a446999f7c14-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x04scan\x0caquasecurtiy\x03org\x00/i
  event "feedgen: domain scan[.]aquasecurtiy[.]org (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator c2ceddc8-cf23-5239-b243-a446999f7c14"
}
signature feedgen-c2ceddc8-cf23-5239-b243-a446999f7c14-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x15scan\x2eaquasecurtiy\x2eorg|\x2escan\x2eaquasecurtiy\x2eorg([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain scan[.]aquasecurtiy[.]org (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator c2ceddc8-cf23-5239-b243-a446999f7c14"
}
signature feedgen-c2ceddc8-cf23-5239-b243-a446999f7c14-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?scan\x2eaquasecurtiy\x2eorg\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain scan[.]aquasecurtiy[.]org (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator c2ceddc8-cf23-5239-b243-a446999f7c14"
}
signature feedgen-7dae7004-8950-521d-9852-8b42ac9abf4a-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x09telemetry\x0bapi\x2dmonitor\x03com\x00/i
  event "feedgen: domain telemetry[.]api-monitor[.]com (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 90, indicator 7dae7004-8950-521d-9852-8b42ac9abf4a"
}
signature feedgen-7dae7004-8950-521d-9852-8b42ac9abf4a-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x19telemetry\x2eapi\x2dmonitor\x2ecom|\x2etelemetry\x2eapi\x2dmonitor\x2ecom([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain telemetry[.]api-monitor[.]com (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 90, indicator 7dae7004-8950-521d-9852-8b42ac9abf4a"
}
signature feedgen-7dae7004-8950-521d-9852-8b42ac9abf4a-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?telemetry\x2eapi\x2dmonitor\x2ecom\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain telemetry[.]api-monitor[.]com (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 90, indicator 7dae7004-8950-521d-9852-8b42ac9abf4a"
}
signature feedgen-a7f91658-78d2-52cf-8787-8b825db69ca0-dns {
  ip-proto == udp
  dst-port == 53
  payload /^[\x00-\xff]*\x0bwhereisitat\x11lucyatemysuperbox\x05space\x00/i
  event "feedgen: domain whereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 90, indicator a7f91658-78d2-52cf-8787-8b825db69ca0"
}
signature feedgen-a7f91658-78d2-52cf-8787-8b825db69ca0-tls {
  ip-proto == tcp
  tcp-state originator
  payload /^\x16\x03[\x00-\xff]*(\x00\x23whereisitat\x2elucyatemysuperbox\x2espace|\x2ewhereisitat\x2elucyatemysuperbox\x2espace([^\x2d\x2e0-9A-Z\x5fa-z]|(JJ|ZZ|D[i\xcd]|u[OP]|3t)\x00))/i
  event "feedgen: domain whereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 90, indicator a7f91658-78d2-52cf-8787-8b825db69ca0"
}
signature feedgen-a7f91658-78d2-52cf-8787-8b825db69ca0-http-host {
  ip-proto == tcp
  http-request-header /^host\x3a\x20[\x09\x20]*([0-9A-Z\x2d\x2e\x5f]*\x2e)?whereisitat\x2elucyatemysuperbox\x2espace\x2e?(\x3a[0-9]+)?[\x09\x20]*$/i
  event "feedgen: domain whereisitat[.]lucyatemysuperbox[.]space (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 90, indicator a7f91658-78d2-52cf-8787-8b825db69ca0"
}
signature feedgen-83e57243-eeb3-5eb3-beb7-1ad050b26504-http-header {
  ip-proto == tcp
  http-request-header /^[Xx]\x2d[Ff][Ii][Ll][Ee][Nn][Aa][Mm][Ee]\x3a\x20[\x09\x20]*tpcp\x2etar\x2egz[\x09\x20]*$/
  event "feedgen: HTTP header x-filename: tpcp[.]tar[.]gz (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 83e57243-eeb3-5eb3-beb7-1ad050b26504"
}
signature feedgen-063482b9-a5fd-5083-a4a2-1a5407c49a6a-http-header {
  ip-proto == tcp
  http-request-header /^[Xx]\x2d[Qq][Tt]\x2d[Ss][Rr]\x3a\x20[\x09\x20]*14[\x09\x20]*$/
  event "feedgen: HTTP header x-qt-sr: 14 (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 80, indicator 063482b9-a5fd-5083-a4a2-1a5407c49a6a"
}
signature feedgen-368019ce-bc99-52e8-aa3e-ee27e36cabfa-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 368019ce-bc99-52e8-aa3e-ee27e36cabfa"
}
signature feedgen-368019ce-bc99-52e8-aa3e-ee27e36cabfa-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2[\x09\x20]*$/i
  event "feedgen: image digest sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 368019ce-bc99-52e8-aa3e-ee27e36cabfa"
}
signature feedgen-b46c3aa6-f7ed-5cf0-b896-5aa7a0e8e0e6-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator b46c3aa6-f7ed-5cf0-b896-5aa7a0e8e0e6"
}
signature feedgen-b46c3aa6-f7ed-5cf0-b896-5aa7a0e8e0e6-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b[\x09\x20]*$/i
  event "feedgen: image digest sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator b46c3aa6-f7ed-5cf0-b896-5aa7a0e8e0e6"
}
signature feedgen-43b7afa8-01f3-5b81-95c0-7f327978fc0e-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 43b7afa8-01f3-5b81-95c0-7f327978fc0e"
}
signature feedgen-43b7afa8-01f3-5b81-95c0-7f327978fc0e-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d[\x09\x20]*$/i
  event "feedgen: image digest sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 43b7afa8-01f3-5b81-95c0-7f327978fc0e"
}
signature feedgen-92b0cc1e-bb9c-50b5-b482-4bda3b8aa2cf-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 92b0cc1e-bb9c-50b5-b482-4bda3b8aa2cf"
}
signature feedgen-92b0cc1e-bb9c-50b5-b482-4bda3b8aa2cf-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f[\x09\x20]*$/i
  event "feedgen: image digest sha256:26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 92b0cc1e-bb9c-50b5-b482-4bda3b8aa2cf"
}
signature feedgen-8c74e458-6d34-565a-9fe8-ee7a654d24a5-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 8c74e458-6d34-565a-9fe8-ee7a654d24a5"
}
signature feedgen-8c74e458-6d34-565a-9fe8-ee7a654d24a5-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3[\x09\x20]*$/i
  event "feedgen: image digest sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 8c74e458-6d34-565a-9fe8-ee7a654d24a5"
}
signature feedgen-a9f5648d-85da-53c3-a6b0-124b54a0480f-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator a9f5648d-85da-53c3-a6b0-124b54a0480f"
}
signature feedgen-a9f5648d-85da-53c3-a6b0-124b54a0480f-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed[\x09\x20]*$/i
  event "feedgen: image digest sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator a9f5648d-85da-53c3-a6b0-124b54a0480f"
}
signature feedgen-e7e5232d-970e-5da2-9d7d-5f7783d41a24-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator e7e5232d-970e-5da2-9d7d-5f7783d41a24"
}
signature feedgen-e7e5232d-970e-5da2-9d7d-5f7783d41a24-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b[\x09\x20]*$/i
  event "feedgen: image digest sha256:415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator e7e5232d-970e-5da2-9d7d-5f7783d41a24"
}
signature feedgen-456ea81f-bd89-547e-8c2f-d6c4c2df4d75-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 456ea81f-bd89-547e-8c2f-d6c4c2df4d75"
}
signature feedgen-456ea81f-bd89-547e-8c2f-d6c4c2df4d75-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33[\x09\x20]*$/i
  event "feedgen: image digest sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 456ea81f-bd89-547e-8c2f-d6c4c2df4d75"
}
signature feedgen-bea6abd5-7975-5aa1-9306-b64a87e64b8c-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator bea6abd5-7975-5aa1-9306-b64a87e64b8c"
}
signature feedgen-bea6abd5-7975-5aa1-9306-b64a87e64b8c-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef[\x09\x20]*$/i
  event "feedgen: image digest sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator bea6abd5-7975-5aa1-9306-b64a87e64b8c"
}
signature feedgen-1b878de2-7b2b-57de-ad88-a0eed610403d-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 1b878de2-7b2b-57de-ad88-a0eed610403d"
}
signature feedgen-1b878de2-7b2b-57de-ad88-a0eed610403d-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696[\x09\x20]*$/i
  event "feedgen: image digest sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 1b878de2-7b2b-57de-ad88-a0eed610403d"
}
signature feedgen-e62076b7-465e-5f5b-a947-27207428fd5a-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e62076b7-465e-5f5b-a947-27207428fd5a"
}
signature feedgen-e62076b7-465e-5f5b-a947-27207428fd5a-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc[\x09\x20]*$/i
  event "feedgen: image digest sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e62076b7-465e-5f5b-a947-27207428fd5a"
}
signature feedgen-e38d80d5-d26b-5971-b5b8-47cfb121fe1a-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e38d80d5-d26b-5971-b5b8-47cfb121fe1a"
}
signature feedgen-e38d80d5-d26b-5971-b5b8-47cfb121fe1a-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b[\x09\x20]*$/i
  event "feedgen: image digest sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e38d80d5-d26b-5971-b5b8-47cfb121fe1a"
}
signature feedgen-46648b9f-5213-501e-bebb-de29733c05a9-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 46648b9f-5213-501e-bebb-de29733c05a9"
}
signature feedgen-46648b9f-5213-501e-bebb-de29733c05a9-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07[\x09\x20]*$/i
  event "feedgen: image digest sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 46648b9f-5213-501e-bebb-de29733c05a9"
}
signature feedgen-a4754aa3-0336-53d5-8561-b9dff8fabfcd-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator a4754aa3-0336-53d5-8561-b9dff8fabfcd"
}
signature feedgen-a4754aa3-0336-53d5-8561-b9dff8fabfcd-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322[\x09\x20]*$/i
  event "feedgen: image digest sha256:7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator a4754aa3-0336-53d5-8561-b9dff8fabfcd"
}
signature feedgen-9ecac199-ea79-5414-82ce-90ed798a54d6-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 9ecac199-ea79-5414-82ce-90ed798a54d6"
}
signature feedgen-9ecac199-ea79-5414-82ce-90ed798a54d6-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a[\x09\x20]*$/i
  event "feedgen: image digest sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 9ecac199-ea79-5414-82ce-90ed798a54d6"
}
signature feedgen-f7be8341-90aa-50dd-9d5b-f46b32c6edb9-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3a9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator f7be8341-90aa-50dd-9d5b-f46b32c6edb9"
}
signature feedgen-f7be8341-90aa-50dd-9d5b-f46b32c6edb9-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3a9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593[\x09\x20]*$/i
  event "feedgen: image digest sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator f7be8341-90aa-50dd-9d5b-f46b32c6edb9"
}
signature feedgen-98c05697-c1d8-5205-9745-0535fc25be3c-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3aa0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:a0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 98c05697-c1d8-5205-9745-0535fc25be3c"
}
signature feedgen-98c05697-c1d8-5205-9745-0535fc25be3c-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3aa0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0[\x09\x20]*$/i
  event "feedgen: image digest sha256:a0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator 98c05697-c1d8-5205-9745-0535fc25be3c"
}
signature feedgen-cdcdbbc4-18b8-5abf-be6e-9dd7a5a3bb8a-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3aa6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:a6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator cdcdbbc4-18b8-5abf-be6e-9dd7a5a3bb8a"
}
signature feedgen-cdcdbbc4-18b8-5abf-be6e-9dd7a5a3bb8a-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3aa6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb[\x09\x20]*$/i
  event "feedgen: image digest sha256:a6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator cdcdbbc4-18b8-5abf-be6e-9dd7a5a3bb8a"
}
signature feedgen-7413a022-6b53-5c80-b140-92c66a927a1e-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3aae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 7413a022-6b53-5c80-b140-92c66a927a1e"
}
signature feedgen-7413a022-6b53-5c80-b140-92c66a927a1e-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3aae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427[\x09\x20]*$/i
  event "feedgen: image digest sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 7413a022-6b53-5c80-b140-92c66a927a1e"
}
signature feedgen-dea08d52-b19c-5e25-980c-2c92e50e236f-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3acc464a3961e1dbe145c75343b55c2f446e08b821782ec993728c4222b0d85589(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:cc464a3961e1dbe145c75343b55c2f446e08b821782ec993728c4222b0d85589 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator dea08d52-b19c-5e25-980c-2c92e50e236f"
}
signature feedgen-dea08d52-b19c-5e25-980c-2c92e50e236f-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3acc464a3961e1dbe145c75343b55c2f446e08b821782ec993728c4222b0d85589[\x09\x20]*$/i
  event "feedgen: image digest sha256:cc464a3961e1dbe145c75343b55c2f446e08b821782ec993728c4222b0d85589 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator dea08d52-b19c-5e25-980c-2c92e50e236f"
}
signature feedgen-ff191333-2aec-55ba-8e2e-473d1beb8f8e-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3ad186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:d186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator ff191333-2aec-55ba-8e2e-473d1beb8f8e"
}
signature feedgen-ff191333-2aec-55ba-8e2e-473d1beb8f8e-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3ad186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4[\x09\x20]*$/i
  event "feedgen: image digest sha256:d186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator ff191333-2aec-55ba-8e2e-473d1beb8f8e"
}
signature feedgen-29358e7a-0410-58c6-b729-0c761e3eb55b-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3add8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 29358e7a-0410-58c6-b729-0c761e3eb55b"
}
signature feedgen-29358e7a-0410-58c6-b729-0c761e3eb55b-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3add8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef[\x09\x20]*$/i
  event "feedgen: image digest sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 29358e7a-0410-58c6-b729-0c761e3eb55b"
}
signature feedgen-e9372689-2a06-594b-ba32-28866a62093e-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3aedef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e9372689-2a06-594b-ba32-28866a62093e"
}
signature feedgen-e9372689-2a06-594b-ba32-28866a62093e-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3aedef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414[\x09\x20]*$/i
  event "feedgen: image digest sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414 of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator e9372689-2a06-594b-ba32-28866a62093e"
}
signature feedgen-6530546f-8dd9-5577-9e97-8b2d4dd9de1e-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3af69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1 of Malicious Trivy releases, images and GitHub Actions, confidence 60, indicator 6530546f-8dd9-5577-9e97-8b2d4dd9de1e"
}
signature feedgen-6530546f-8dd9-5577-9e97-8b2d4dd9de1e-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3af69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1[\x09\x20]*$/i
  event "feedgen: image digest sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1 of Malicious Trivy releases, images and GitHub Actions, confidence 60, indicator 6530546f-8dd9-5577-9e97-8b2d4dd9de1e"
}
signature feedgen-c281ecee-2474-56bf-aba0-9b6f06c34092-image-request {
  ip-proto == tcp
  http-request /^[\x00-\xff]*\x2f(manifests|blobs)\x2fsha256\x3aff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07(\x3f[\x00-\xff]*)?$/
  event "feedgen: image digest sha256:ff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator c281ecee-2474-56bf-aba0-9b6f06c34092"
}
signature feedgen-c281ecee-2474-56bf-aba0-9b6f06c34092-image-answer {
  ip-proto == tcp
  http-reply-header /^docker\x2dcontent\x2ddigest\x3a\x20[\x09\x20]*sha256\x3aff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07[\x09\x20]*$/i
  event "feedgen: image digest sha256:ff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07 of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 90, indicator c281ecee-2474-56bf-aba0-9b6f06c34092"
}
signature feedgen-6f18a77d-e1e7-5d61-a220-4fd7005f9820-address {
  dst-ip == 143.198.237.25
  event "feedgen: address 143[.]198[.]237[.]25 (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 80, indicator 6f18a77d-e1e7-5d61-a220-4fd7005f9820"
}
signature feedgen-9367bd54-8ecb-51dd-97ef-35f7cad112c6-address {
  dst-ip == 45.148.10.212
  event "feedgen: address 45[.]148[.]10[.]212 (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 80, indicator 9367bd54-8ecb-51dd-97ef-35f7cad112c6"
}
signature feedgen-da1da4a4-6333-5a14-aef6-5199ddb4363e-address {
  dst-ip == 67.217.57.240
  event "feedgen: address 67[.]217[.]57[.]240 (c2) of TeamPCP infrastructure and files that no single incident owns, confidence 90, indicator da1da4a4-6333-5a14-aef6-5199ddb4363e"
}
signature feedgen-619a5e89-4be2-59c3-a381-ae7fd344271f-address {
  dst-ip == 83.142.209.11
  event "feedgen: address 83[.]142[.]209[.]11 (exfiltration) of Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions, confidence 90, indicator 619a5e89-4be2-59c3-a381-ae7fd344271f"
}
signature feedgen-b1cb853b-42a8-534d-98d0-7919711ff122-address {
  dst-ip == 83.142.209.194
  event "feedgen: address 83[.]142[.]209[.]194 (c2) of TeamPCP infrastructure and files that no single incident owns, confidence 80, indicator b1cb853b-42a8-534d-98d0-7919711ff122"
}
signature feedgen-f43ec4bd-7bda-5a14-af92-eaa9a32d6e8a-address {
  dst-ip == 83.142.209.203
  dst-port == 8080
  event "feedgen: address 83[.]142[.]209[.]203 (c2) of Malicious telnyx 4.87.1 and 4.87.2 on PyPI, confidence 90, indicator f43ec4bd-7bda-5a14-af92-eaa9a32d6e8a"
}
signature feedgen-0302f28c-fd4f-5122-ab11-35c8cb258ce4-address {
  dst-ip == 94.154.172.43
  event "feedgen: address 94[.]154[.]172[.]43 (exfiltration) of Malicious Bitwarden CLI on npm, confidence 80, indicator 0302f28c-fd4f-5122-ab11-35c8cb258ce4"
}
signature feedgen-39e2c1e4-c4ef-5b99-abc8-7abbc9382ea8-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2f$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*83\x2e142\x2e209\x2e203\x2e?\x3a8080[\x09\x20]*$/
  event "feedgen: URL http://83[.]142[.]209[.]203:8080/ (exfiltration) of Malicious telnyx 4.87.1 and 4.87.2 on PyPI, confidence 90, indicator 39e2c1e4-c4ef-5b99-abc8-7abbc9382ea8"
}
signature feedgen-6ae1ae84-e0ed-50b2-a058-dea6882f88ea-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fhangup\x2ewav$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*83\x2e142\x2e209\x2e203\x2e?\x3a8080[\x09\x20]*$/
  event "feedgen: URL http://83[.]142[.]209[.]203:8080/hangup[.]wav (payload) of Malicious telnyx 4.87.1 and 4.87.2 on PyPI, confidence 90, indicator 6ae1ae84-e0ed-50b2-a058-dea6882f88ea"
}
signature feedgen-9114bd82-3ad2-5d81-8226-acff15089224-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fringtone\x2ewav$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*83\x2e142\x2e209\x2e203\x2e?\x3a8080[\x09\x20]*$/
  event "feedgen: URL http://83[.]142[.]209[.]203:8080/ringtone[.]wav (payload) of Malicious telnyx 4.87.1 and 4.87.2 on PyPI, confidence 90, indicator 9114bd82-3ad2-5d81-8226-acff15089224"
}
signature feedgen-52ac86ec-83c7-58c5-a97a-b7b1baed954d-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fsearch\x2fcommits\x3fq\x3dLongLiveTheResistanceAgainstMachines\x26sort\x3dauthor\x2ddate\x26order\x3ddesc\x26per\x5fpage\x3d50$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Aa][Pp][Ii]\x2e[Gg][Ii][Tt][Hh][Uu][Bb]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://api[.]github[.]com/search/commits q LongLiveTheResistanceAgainstMachi... (c2) of Malicious Bitwarden CLI on npm, confidence 80, indicator 52ac86ec-83c7-58c5-a97a-b7b1baed954d"
}
signature feedgen-9b8ca12d-a015-5f42-b5c9-13a387d239ee-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fsearch\x2fcommits\x3fq\x3dbeautifulcastle\x20\x26sort\x3dauthor\x2ddate\x26order\x3ddesc$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Aa][Pp][Ii]\x2e[Gg][Ii][Tt][Hh][Uu][Bb]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://api[.]github[.]com/search/commits q beautifulcastle 20 sort author-da... (c2) of Malicious Bitwarden CLI on npm, confidence 80, indicator 9b8ca12d-a015-5f42-b5c9-13a387d239ee"
}
signature feedgen-0768ec27-2263-527f-9916-1a016951c005-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fv1\x2ftelemetry$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Aa][Uu][Dd][Ii][Tt]\x2e[Cc][Hh][Ee][Cc][Kk][Mm][Aa][Rr][Xx]\x2e[Cc][Xx]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://audit[.]checkmarx[.]cx/v1/telemetry (exfiltration) of Malicious Bitwarden CLI on npm, confidence 90, indicator 0768ec27-2263-527f-9916-1a016951c005"
}
signature feedgen-af87a326-73a6-5029-b8d5-66abd0b8e570-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fraw$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Cc][Hh][Ee][Cc][Kk][Mm][Aa][Rr][Xx]\x2e[Zz][Oo][Nn][Ee]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://checkmarx[.]zone/raw (c2) of Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions, confidence 90, indicator af87a326-73a6-5029-b8d5-66abd0b8e570"
}
signature feedgen-7075e0e4-fb9c-52d8-9f17-41666f8cb8ee-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fdrop$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Cc][Jj][Nn]37\x2d[Uu][Yy][Aa][Aa][Aa]\x2d[Aa][Aa][Aa][Aa][Cc]\x2d[Qq][Gg][Nn][Vv][Aa]\x2d[Cc][Aa][Ii]\x2e[Rr][Aa][Ww]\x2e[Ii][Cc][Pp]0\x2e[Ii][Oo]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://cjn37-uyaaa-aaaac-qgnva-cai[.]raw[.]icp0[.]io/drop (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 90, indicator 7075e0e4-fb9c-52d8-9f17-41666f8cb8ee"
}
signature feedgen-bffd86ae-a65f-52d3-8a9e-ccbc2d62948f-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2foaoaoaoaooaoa\x2finference\x2fblob\x2ff6cf73a913443d8098d7fe2456b54cdc25eb9574\x2fdoc\x2fsource\x2fgen\x5fdocs\x2epy$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Gg][Ii][Tt][Hh][Uu][Bb]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://github[.]com/oaoaoaoaooaoa/inference/blob/f6cf73a913443d8098d7fe2456b... (dropper) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 80, indicator bffd86ae-a65f-52d3-8a9e-ccbc2d62948f"
}
signature feedgen-58f52195-a414-5a3c-8b8a-9a84dc2b65a3-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2f$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Mm][Oo][Dd][Ee][Ll][Ss]\x2e[Ll][Ii][Tt][Ee][Ll][Ll][Mm]\x2e[Cc][Ll][Oo][Uu][Dd]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://models[.]litellm[.]cloud/ (exfiltration) of Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI, confidence 90, indicator 58f52195-a414-5a3c-8b8a-9a84dc2b65a3"
}
signature feedgen-69f011d2-2695-5ed4-a99a-9cd980dee04f-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fCheckmarx\x2fast\x2dvscode\x2dextension\x2f68ed490b575a57ef51a419f43b2b087e8ce16a46\x2fmodules\x2fmcpAddon\x2ejs$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Rr][Aa][Ww]\x2e[Gg][Ii][Tt][Hh][Uu][Bb][Uu][Ss][Ee][Rr][Cc][Oo][Nn][Tt][Ee][Nn][Tt]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://raw[.]githubusercontent[.]com/Checkmarx/ast-vscode-extension/68ed490b... (payload) of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 80, indicator 69f011d2-2695-5ed4-a99a-9cd980dee04f"
}
signature feedgen-24c8d328-4ac7-56a8-b007-7a00408b5e26-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2f$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/ (exfiltration) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 24c8d328-4ac7-56a8-b007-7a00408b5e26"
}
signature feedgen-947c9bc6-6537-529a-95bb-be24ea501e4e-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fstatic\x2f\x2egolangci\x2eyaml$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/static/[.]golangci[.]yaml (payload) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 947c9bc6-6537-529a-95bb-be24ea501e4e"
}
signature feedgen-d9ac813c-deff-5411-985a-c499246aa874-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fstatic\x2ffork\x5funix\x2ego$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/static/fork_unix[.]go (payload) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator d9ac813c-deff-5411-985a-c499246aa874"
}
signature feedgen-cfcf01fd-05a2-567e-8246-8809dfa5b0c1-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fstatic\x2ffork\x5fwindows\x2ego$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/static/fork_windows[.]go (payload) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator cfcf01fd-05a2-567e-8246-8809dfa5b0c1"
}
signature feedgen-29f6b8de-c3d8-503c-ad7a-f754ddf60b14-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fstatic\x2fmain\x2ego$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/static/main[.]go (payload) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 29f6b8de-c3d8-503c-ad7a-f754ddf60b14"
}
signature feedgen-82143ed5-86d5-5b44-bb60-8ea5cf536ef7-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fstatic\x2fscand\x2ego$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ss][Cc][Aa][Nn]\x2e[Aa][Qq][Uu][Aa][Ss][Ee][Cc][Uu][Rr][Tt][Ii][Yy]\x2e[Oo][Rr][Gg]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://scan[.]aquasecurtiy[.]org/static/scand[.]go (payload) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 82143ed5-86d5-5b44-bb60-8ea5cf536ef7"
}
signature feedgen-18129ff5-b379-5f4a-afbe-d5232e6146d3-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2f$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Tt][Dd][Tt][Qq][Yy]\x2d[Oo][Yy][Aa][Aa][Aa]\x2d[Aa][Aa][Aa][Aa][Ee]\x2d[Aa][Ff]2[Dd][Qq]\x2d[Cc][Aa][Ii]\x2e[Rr][Aa][Ww]\x2e[Ii][Cc][Pp]0\x2e[Ii][Oo]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://tdtqy-oyaaa-aaaae-af2dq-cai[.]raw[.]icp0[.]io/ (c2) of Malicious Trivy releases, images and GitHub Actions, confidence 90, indicator 18129ff5-b379-5f4a-afbe-d5232e6146d3"
}
signature feedgen-92e154e9-06a0-5005-8bcc-a8f8405abcf1-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fv1\x2fdrop$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Tt][Ee][Ll][Ee][Mm][Ee][Tt][Rr][Yy]\x2e[Aa][Pp][Ii]\x2d[Mm][Oo][Nn][Ii][Tt][Oo][Rr]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://telemetry[.]api-monitor[.]com/v1/drop (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 80, indicator 92e154e9-06a0-5005-8bcc-a8f8405abcf1"
}
signature feedgen-79ecb674-c871-53ad-8438-5bdfdf6d4c98-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2fv1\x2ftelemetry$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Tt][Ee][Ll][Ee][Mm][Ee][Tt][Rr][Yy]\x2e[Aa][Pp][Ii]\x2d[Mm][Oo][Nn][Ii][Tt][Oo][Rr]\x2e[Cc][Oo][Mm]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://telemetry[.]api-monitor[.]com/v1/telemetry (exfiltration) of CanisterSprawl, a worm in npm packages of Namastex and others, confidence 90, indicator 79ecb674-c871-53ad-8438-5bdfdf6d4c98"
}
signature feedgen-8c9fc848-7eef-5dbc-b57b-ed824c7975f8-url {
  ip-proto == tcp
  http-request /^([Hh][Tt][Tt][Pp]\x3a\x2f\x2f[^\x2f]*)?\x2f$/
  http-request-header /^[Hh][Oo][Ss][Tt]\x3a\x20[\x09\x20]*[Ww][Hh][Ee][Rr][Ee][Ii][Ss][Ii][Tt][Aa][Tt]\x2e[Ll][Uu][Cc][Yy][Aa][Tt][Ee][Mm][Yy][Ss][Uu][Pp][Ee][Rr][Bb][Oo][Xx]\x2e[Ss][Pp][Aa][Cc][Ee]\x2e?(\x3a80)?[\x09\x20]*$/
  event "feedgen: URL https://whereisitat[.]lucyatemysuperbox[.]space/ (exfiltration) of Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI, confidence 90, indicator 8c9fc848-7eef-5dbc-b57b-ed824c7975f8"
}
signature feedgen-4601b0fe-6990-55a3-b947-da8f1bc75b95-http-header {
  ip-proto == tcp
  http-request-header /^[Uu][Ss][Ee][Rr]\x2d[Aa][Gg][Ee][Nn][Tt]\x3a\x20[\x09\x20]*KICS\x2dTelemetry\x2f2\x2e0[\x09\x20]*$/
  event "feedgen: user agent KICS-Telemetry/2[.]0 (exfiltration) of Malicious Checkmarx KICS images, editor extensions and GitHub Action, confidence 80, indicator 4601b0fe-6990-55a3-b947-da8f1bc75b95"
}

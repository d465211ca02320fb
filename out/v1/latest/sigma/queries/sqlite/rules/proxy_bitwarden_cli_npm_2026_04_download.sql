-- Malicious Bitwarden CLI on npm - Listed Package Downloaded Through Proxy
-- Sigma rule ad3046bc-562f-5233-9604-007f4ea444bf, alert, in proxy_bitwarden_cli_npm_2026_04_download.yml
-- feedgen, TLP:CLEAR
-- indicator b2e455ac-fae1-59bc-a089-e1c01aa8bc3d
SELECT *
FROM logs
WHERE "c-uri" LIKE '%/@bitwarden/cli/-/cli-2026.4.0.tgz' ESCAPE '!'

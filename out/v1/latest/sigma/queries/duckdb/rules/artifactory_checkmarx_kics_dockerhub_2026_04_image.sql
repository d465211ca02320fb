-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Image Pulled from Artifactory
-- Sigma rule 5b3ceb19-140c-56bd-a47b-4a0a72354b27, alert, in artifactory_checkmarx_kics_dockerhub_2026_04_image.yml
-- feedgen, TLP:CLEAR
-- indicator 1904397e-3633-5327-9372-b67dd167c199
-- indicator 43b7afa8-01f3-5b81-95c0-7f327978fc0e
-- indicator 92b0cc1e-bb9c-50b5-b482-4bda3b8aa2cf
-- indicator 98c05697-c1d8-5205-9745-0535fc25be3c
-- indicator a4754aa3-0336-53d5-8561-b9dff8fabfcd
-- indicator b46c3aa6-f7ed-5cf0-b896-5aa7a0e8e0e6
-- indicator c281ecee-2474-56bf-aba0-9b6f06c34092
-- indicator c63f56e5-4dae-592b-a5bc-f9152baaa80f
-- indicator cdcdbbc4-18b8-5abf-be6e-9dd7a5a3bb8a
-- indicator e7e5232d-970e-5da2-9d7d-5f7783d41a24
-- indicator ebf6a7ba-ccbd-59ce-b80a-bce029b919f9
-- indicator f0c4a341-5c92-50b8-a94f-dcf5241f3ab2
-- indicator ff191333-2aec-55ba-8e2e-473d1beb8f8e
SELECT *
FROM logs
WHERE ((("request_method" ILIKE 'GET' ESCAPE '!'
    OR "request_method" ILIKE 'HEAD' ESCAPE '!')
    AND ("request_url" ILIKE '%/checkmarx/kics/manifests/v2.1.21-debian?%' ESCAPE '!'
    OR "request_url" ILIKE '%/checkmarx/kics/manifests/v2.1.21?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:a0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:a6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:d186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4?%' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:ff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07?%' ESCAPE '!'))
    OR (("request_method" ILIKE 'GET' ESCAPE '!'
    OR "request_method" ILIKE 'HEAD' ESCAPE '!')
    AND ("request_url" ILIKE '%/checkmarx/kics/manifests/v2.1.21' ESCAPE '!'
    OR "request_url" ILIKE '%/checkmarx/kics/manifests/v2.1.21-debian' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:222e6bfed0f3bb1937bf5e719a2342871ccd683ff1c0cb967c8e31ea58beaf7b' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:26e8e9c5e53c972997a278ca6e12708b8788b70575ca013fd30bfda34ab5f48f' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:415610a42c5b51347709e315f5efb6fffa588b6ebc1b95b24abf28088347791b' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:7391b531a07fccbbeaf59a488e1376cfe5b27aef757430a36d6d3a087c610322' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:a0d9366f6f0166dcbf92fcdc98e1a03d2e6210e8d7e8573f74d50849130651a0' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:a6871deb0480e1205c1daff10cedf4e60ad951605fd1a4efaca0a9c54d56d1cb' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:d186161ae8e33cd7702dd2a6c0337deb14e2b178542d232129c0da64b1af06e4' ESCAPE '!'
    OR "request_url" ILIKE '%/manifests/sha256:ff7b0f114f87c67402dfc2459bb3d8954dd88e537b0e459482c04cffa26c1f07' ESCAPE '!')))

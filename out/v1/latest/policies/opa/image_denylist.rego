# feedgen: denied container images, TLP:CLEAR, licence CC0-1.0
# https://feedgen.example/v1/latest/policies/opa/image_denylist.rego
# The values, with version and date, are in data.json, below data.feedgen.images.
#
# Input, one of: an AdmissionReview; a manifest, or a List of them, as conftest gives it;
# {"images": ["registry/repository:tag@sha256:..."]} from a pipeline.
# Denied: a listed digest from any repository, with or without a tag; a listed tag, with or without
# a digest; in containers, initContainers, ephemeralContainers and image volumes.
# Not seen: a tag that leads to a listed digest without naming it, so resolve tags to digests first;
# tags that were overwritten for some hours, which are good again; what runs already.
# An update is not denied for an image that the object had before it.

package feedgen.image_denylist

import rego.v1

deny contains message if {
	some finding in denied
	message := sprintf("image %v is denied: %v (indicator %v)", [finding.image, finding.value, finding.indicator])
}

denied contains finding if {
	some image in asked - had
	digest := digest_of(image)
	indicator := data.feedgen.images.digests[digest]
	finding := {"image": image, "value": digest, "indicator": indicator}
}

denied contains finding if {
	some image in asked - had
	reference := tagged(image)
	indicator := data.feedgen.images.tags[reference]
	finding := {"image": image, "value": reference, "indicator": indicator}
}

asked contains image if some image in images_of(input.request.object)

asked contains image if some image in images_of(input)

asked contains image if {
	some item in input.items
	some image in images_of(item)
}

asked contains image if {
	some image in input.images
	is_string(image)
}

had contains image if some image in images_of(input.request.oldObject)

pod_paths := [
	["spec"],
	["spec", "template", "spec"],
	["spec", "jobTemplate", "spec", "template", "spec"],
	["template", "spec"],
]

images_of(manifest) := containers | volumes if {
	is_object(manifest)
	specs := [spec | some path in pod_paths; spec := object.get(manifest, path, null); is_object(spec)]
	containers := {image |
		some spec in specs
		some kind in ["containers", "initContainers", "ephemeralContainers"]
		some container in spec[kind]
		image := container.image
		is_string(image)
	}
	volumes := {image |
		some spec in specs
		some volume in spec.volumes
		image := volume.image.reference
		is_string(image)
	}
}

digest_of(image) := parts[1] if {
	parts := split(image, "@")
	count(parts) == 2
}

# registry/repository:tag as Docker Hub's and every other registry's client completes it.
tagged(image) := sprintf("%v%v", [official(hub(with_registry(name))), suffix]) if {
	name := split(image, "@")[0]
	suffix := missing_tag(name, image)
}

missing_tag(name, image) := ":latest" if {
	not has_tag(name)
	not contains(image, "@")
}

missing_tag(name, image) := "" if has_tag(name)

has_tag(name) if contains(regex.replace(name, `^.*/`, ""), ":")

with_registry(name) := name if regex.match(`^([^/]*[.:][^/]*|localhost)/`, name)

with_registry(name) := concat("/", ["docker.io", name]) if not regex.match(`^([^/]*[.:][^/]*|localhost)/`, name)

# The host is compared without case, and Docker Hub has several.
hub(name) := regex.replace(
	concat("/", array.concat([lower(parts[0])], array.slice(parts, 1, count(parts)))),
	`^(index[.]docker[.]io|registry-1[.]docker[.]io|registry[.]hub[.]docker[.]com)/`,
	"docker.io/",
) if {
	parts := split(name, "/")
}

official(name) := regex.replace(name, `^docker[.]io/([^/]+)$`, "docker.io/library/$1")

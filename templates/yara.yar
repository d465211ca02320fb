// {{ title }}
// release {{ version }}, as of {{ as_of }}, {{ tlp }}, licence {{ licence }}, {{ count }} rules
// {{ url }}
{% if hashes %}
// Each rule knows one file by its hash. Files of another size are never hashed; where the size is
// not known, files up to 256 MB are. A changed file, an archive and a packed layer do not match.
import "hash"
{% else %}
// Each rule was written for samples; it needs a file of its format, not a text that quotes it.
{% endif %}

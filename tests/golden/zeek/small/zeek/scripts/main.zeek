##! feedgen: loads the intelligence file and the signatures beside this folder, and raises
##! one notice an hour for each indicator that an originator has to do with.

@load base/files/hash
@load base/frameworks/files
@load base/frameworks/intel
@load base/frameworks/notice
@load base/frameworks/signatures
@load frameworks/files/hash-all-files
@load frameworks/intel/seen
@load-sigs ../feedgen.sig

module Feedgen;

export {
	redef enum Notice::Type += {
		## Traffic matched an indicator of this feed.
		Indicator_Seen,
	};

	## Values of meta.source in the intelligence file.
	const sources: set[string] = {
		"feedgen",
	} &redef;
}

redef Intel::read_files += { @DIR + "/../feedgen.intel" };

# The framework keeps what a changed file no longer has. What is gone from ours is taken out here.
const intel_stream = "intel-" + @DIR + "/../feedgen.intel";
global listed: set[string, Intel::Type, string];
global arriving: set[string, Intel::Type, string];

# The handler below speaks for these signatures; the framework's own notices would repeat it.
redef Signatures::ignored_ids += /^feedgen-[0-9a-f]/;

# Older versions of hash-all-files know only MD5 and SHA-1.
event file_new(f: fa_file)
	{
	Files::add_analyzer(f, Files::ANALYZER_SHA256);
	}

event Intel::read_entry(desc: Input::EventDescription, tpe: Input::Event, item: Intel::Item)
	{
	if ( desc$name == intel_stream )
		add arriving[to_lower(item$indicator), item$indicator_type, item$meta$source];
	}

event Input::end_of_data(name: string, source: string)
	{
	if ( name != intel_stream )
		return;

	for ( [value, kind, origin] in listed )
		{
		if ( [value, kind, origin] in arriving )
			next;

		Intel::remove(Intel::Item($indicator=value, $indicator_type=kind,
		                          $meta=Intel::MetaData($source=origin)));
		}

	listed = arriving;
	arriving = set();
	}

event signature_match(state: signature_state, msg: string, data: string)
	{
	if ( /^feedgen-[0-9a-f]/ !in state$sig_id )
		return;

	NOTICE(Notice::Info($note=Indicator_Seen,
	                    $msg=msg,
	                    $sub=state$sig_id,
	                    $conn=state$conn,
	                    $identifier=cat(msg, state$conn$id$orig_h)));
	}

event Intel::match(s: Intel::Seen, items: set[Intel::Item])
	{
	for ( item in items )
		{
		if ( item$meta$source !in sources || ! item$meta?$desc )
			next;

		local n = Notice::Info($note=Indicator_Seen, $msg=item$meta$desc);
		n$identifier = item$meta$desc;

		if ( s?$indicator )
			n$sub = fmt("%s at %s", s$indicator, s$where);

		if ( s?$fuid )
			n$fuid = s$fuid;

		if ( s?$conn )
			{
			n$conn = s$conn;
			n$identifier = cat(item$meta$desc, s$conn$id$orig_h);
			}

		NOTICE(n);
		}
	}

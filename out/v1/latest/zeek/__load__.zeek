@load ./scripts

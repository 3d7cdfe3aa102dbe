/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libyaml.h"

#include "mem.h"

void libyaml_begin(yaml_parser_t *parser, struct str bytes)
{
	if (!yaml_parser_initialize(parser)) {
		mem_exhausted();
	}
	yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(parser, (const unsigned char *)bytes.ptr, bytes.len);
}

void libyaml_fault(const yaml_parser_t *parser, struct part *ret_part)
{
	if (parser->error == YAML_MEMORY_ERROR) {
		mem_exhausted(); // no fault of the author's
	}
	*ret_part = (struct part){
		.kind = PART_FAULT,
		.fault =
			{
				.problem = parser->problem,
				.context = parser->context,
				.line = (uint32_t)parser->problem_mark.line + 1,
				.col = (uint32_t)parser->problem_mark.column + 1,
			},
	};
	if (parser->context != NULL) {
		ret_part->fault.context_line = (uint32_t)parser->context_mark.line + 1;
		ret_part->fault.context_col = (uint32_t)parser->context_mark.column + 1;
	}
}

static bool is_reference(const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	}
	return anchor != NULL || tag != NULL || event->type == YAML_ALIAS_EVENT;
}

bool libyaml_stops(struct str bytes, yaml_event_type_t until, struct part *ret_part)
{
	yaml_parser_t parser;
	libyaml_begin(&parser, bytes);
	int n_documents = 0;
	bool stops = false;
	for (bool ended = false; !ended && !stops;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			libyaml_fault(&parser, ret_part);
			stops = true;
			break;
		}
		bool is_second = event.type == YAML_DOCUMENT_START_EVENT && n_documents++ > 0;
		if (is_second || is_reference(&event)) {
			uint32_t line = (uint32_t)event.start_mark.line + 1;
			uint32_t col = (uint32_t)event.start_mark.column + 1;
			*ret_part = (struct part){
				.kind = is_second ? PART_SECOND_DOCUMENT : PART_REFERENCE,
				.line = line,
				.col = col,
				.fault = {.line = line, .col = col},
			};
			stops = true;
		}
		ended = event.type == until || event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return stops;
}

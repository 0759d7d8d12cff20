import { taggedResource } from './tagged-resource';
import { operation } from '../operation';
import { requestedPage } from '../protocol/paging';

/** A resource has at most 50 tags, and a page takes at least as many: no list of tags has a second page. */
const defaultPage = 50;

export const listTags = operation('ListTags', {
  handle(input, context) {
    const { after } = requestedPage(input, defaultPage);
    const tags = context.tags.of(taggedResource(input.ResourceArn, context));
    return { Tags: after ? [] : tags };
  },
});

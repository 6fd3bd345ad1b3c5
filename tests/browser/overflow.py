"""Words that do not fit: shown outside the block that they belong to, or outside the page.

A region that scrolls may hold more than it shows; its words are held against their own block only.
"""

from playwright.sync_api import Page

_OVERFLOWING = """within => {
  const found = [], slack = 1.5, nodes = [];
  for (const root of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
  }
  for (const node of nodes) {
    if (!node.data.trim() || node.parentElement.closest('.hidden, .skip')) continue;
    if (!node.parentElement.checkVisibility()) continue;
    const clipped = one => one && (getComputedStyle(one).clipPath.startsWith('inset') || clipped(one.parentElement));
    if (clipped(node.parentElement)) continue;
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith('inline') && !block.classList.contains('status'))
      block = block.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const scrolls = node.parentElement.closest('.scroll');
    const box = block.getBoundingClientRect();
    for (const line of range.getClientRects()) {
      const outside = line.left < box.left - slack || line.right > box.right + slack;
      const lost = !scrolls && line.right > innerWidth + slack;
      if (!outside && !lost) continue;
      found.push(`${block.tagName}.${block.className}: ${node.data.trim().slice(0, 60)}`);
      break;
    }
  }
  return found;
}"""


def overflowing(page: Page, within: str = "body") -> list[str]:
    """The words that do not fit, each with its block, in whatever the selector finds."""
    return page.evaluate(_OVERFLOWING, within)

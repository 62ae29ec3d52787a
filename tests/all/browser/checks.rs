//! What is asked of a page, as expressions that it evaluates.

/// Links to places that are not in the page, and anchors that stand twice.
pub(crate) const LINKS: &str = r##"(() => {
    const dead = [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href')).filter(href => !document.getElementById(href.slice(1)));
    const ids = [...document.querySelectorAll('[id]')].filter(part => !part.closest('svg')).map(part => part.id);
    return { dead: [...new Set(dead)], twice: ids.filter((id, at) => ids.indexOf(id) !== at) };
})()"##;

/// For each pair its anchor, and for each passage in it, by number, its words left and right.
pub(crate) const MARKS: &str = r##"(() => {
    const pairs = {};
    for (const pair of document.querySelectorAll('.pair')) {
        const passages = pairs[pair.id] = {};
        [...pair.querySelectorAll('.side')].forEach((side, at) => {
            for (const text of side.querySelectorAll('.text')) {
                const here = new Set();
                for (const mark of text.querySelectorAll('mark')) {
                    const both = passages[mark.dataset.n] ??= ['', ''];
                    if (!here.has(mark.dataset.n)) both[at] += ' ';
                    here.add(mark.dataset.n);
                    both[at] += mark.textContent;
                }
            }
        });
    }
    return pairs;
})()"##;

/// Text in sight whose contrast with what is behind it is below what WCAG 2 asks for at level AA.
pub(crate) const CONTRAST: &str = r##"(() => {
    const parse = colour => { const parts = colour.match(/[\d.]+/g).map(Number); return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 }; };
    const linear = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
    const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const over = (top, alpha, below) => top.map((value, at) => value * alpha + below[at] * (1 - alpha));
    const behind = part => {
        if (!part) return getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
        const { rgb, alpha } = parse(getComputedStyle(part).backgroundColor);
        return alpha === 1 ? rgb : over(rgb, alpha, behind(part.parentElement));
    };
    const faded = part => part ? Number(getComputedStyle(part).opacity) * faded(part.parentElement) : 1;
    const wrong = [];
    const seen = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const part = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || seen.has(part) || part.closest('svg, script, style, .unseen') || !part.getClientRects().length) continue;
        seen.add(part);
        const style = getComputedStyle(part);
        const colour = parse(style.color);
        if (colour.alpha === 0) continue;
        const paper = behind(part);
        const ink = over(colour.rgb, colour.alpha * faded(part), paper);
        const [a, b] = [luminance(ink), luminance(paper)].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < (large ? 3 : 4.5)) wrong.push(`${part.tagName}.${part.className}: ${contrast.toFixed(2)} “${walk.currentNode.data.trim().slice(0, 30)}”`);
    }
    return wrong.slice(0, 12);
})()"##;

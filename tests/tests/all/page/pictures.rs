//! Canvas and SVG of every figure show the same picture.

use super::browser::{DESKTOP, with};

/// Share of pixels that may differ by more than [`STEP`] of 255 in a channel: edges of letters and lines are
/// smoothed in two ways, which makes up to 0.9 %.
const SHARE: f64 = 0.01;
const STEP: u32 = 64;

#[test]
fn canvas_and_svg_agree() {
    with(DESKTOP, async |b| {
        b.open("ru/").await;
        let script = format!(
            "{} const s = new core.Session(survey, words, 'ru'); s.apply({{}}); \
             const face = async (file, weight) => {{ \
               const data = await bytes('assets/fonts/' + file); \
               let text = ''; for (const one of data) text += String.fromCharCode(one); \
               return '@font-face{{font-family:\"Solidarity Sans\";font-weight:' + weight + \
                 ';src:url(data:font/woff2;base64,' + btoa(text) + ')}}'; }}; \
             const faces = await face('solidarity-sans-400.woff2', 400) + await face('solidarity-sans-600.woff2', 600); \
             const found = []; \
             for (const id of {}) for (const theme of ['light', 'dark']) {{ \
               const canvas = document.createElement('canvas'); \
               s.draw_export(id, canvas, 1, theme); \
               const svg = s.export_svg(id, theme).replace('<style>', '<style>' + faces); \
               const image = new Image(); \
               image.src = URL.createObjectURL(new Blob([svg], {{type: 'image/svg+xml'}})); \
               await image.decode(); \
               const [w, h] = [canvas.width, canvas.height]; \
               const other = new OffscreenCanvas(w, h).getContext('2d', {{willReadFrequently: true}}); \
               const own = new OffscreenCanvas(w, h).getContext('2d', {{willReadFrequently: true}}); \
               other.drawImage(image, 0, 0, w, h); own.drawImage(canvas, 0, 0); \
               const [a, c] = [own.getImageData(0, 0, w, h).data, other.getImageData(0, 0, w, h).data]; \
               let off = 0; \
               for (let i = 0; i < a.length; i += 4) \
                 if (Math.max(Math.abs(a[i] - c[i]), Math.abs(a[i+1] - c[i+1]), Math.abs(a[i+2] - c[i+2])) > {STEP}) off++; \
               found.push([id + ' ' + theme, off / (w * h), image.naturalWidth === canvas.width && Math.abs(image.naturalHeight - canvas.height) <= 1, /@font-face/.test(svg)]); }} \
             return found;",
            super::SESSION.replace("LANG", "ru"),
            serde_json::json!(super::bits::figures())
        );
        let found = b.js_async(&script).await;
        let found = found.as_array().unwrap_or_else(|| panic!("{found}"));
        assert_eq!(found.len(), 2 * super::bits::figures().len());
        for one in found {
            assert_eq!((&one[2], &one[3]), (&true.into(), &true.into()), "{one}");
            assert!(one[1].as_f64().is_some_and(|off| off <= SHARE), "{one}");
        }
    });
}

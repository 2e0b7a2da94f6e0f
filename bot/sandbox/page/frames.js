// When the page is drawn anew: once before the next frame, however much has changed until then.

let drawAll = () => {};
let due = false;

// Says who draws.
export function drawsBy(draw) {
  drawAll = draw;
}

export function changed() {
  if (due) return;
  due = true;
  const draw = () => {
    if (!due) return;
    due = false;
    drawAll();
  };
  requestAnimationFrame(draw);
  setTimeout(draw, 200); // a page in the background gets no frames, and counts on all the same
}

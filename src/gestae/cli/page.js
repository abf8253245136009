const all=[...document.querySelectorAll("[data-e]")];
const light=(ids,on)=>all.forEach(n=>{if(n.dataset.e.split(" ").some(i=>ids.includes(i)))n.classList.toggle("lit",on)});
all.forEach(n=>{const ids=n.dataset.e.split(" ");
for(const[over,out]of[["mouseenter","mouseleave"],["focus","blur"]]){n.addEventListener(over,()=>light(ids,true));n.addEventListener(out,()=>light(ids,false))}
n.addEventListener("click",()=>{const other=all.find(m=>m.classList.contains("event")!==n.classList.contains("event")&&m.dataset.e.split(" ").some(i=>ids.includes(i)));if(other)other.scrollIntoView({block:"center",behavior:"smooth"})})});
